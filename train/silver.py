"""Raw sentences for the fast model: `silver.py collect OUT.pkl`, `silver.py label RAW.pkl TEACHER.pt OUT.pkl K/N` for
each shard K of N, then `silver.py merge RAW.pkl TEACHER.pt OUT.pkl N`.

collect: sentences of the UN General Debate (from 1990 on) and of FA-KES, cut by our own segmenter.
label:   the accurate model's tags, names and trees, and its mean states a word.
merge:   OUT.pkl with all sentences and OUT.pkl.npz, the word list with vectors of 128 numbers.
words:   `silver.py words RAW.pkl OUT_FOLDER` writes the sentences as CoNLL-U, for the product itself to label
         (`dragoman read --input conllu --model accurate --format conllu`, then iob2; some twenty times faster).
read:    `silver.py read TREES.conllu NAMES.iob2 OUT.pkl` takes those two back in.
"""
import csv
import glob
import io
import os
import pickle
import random
import re
import statistics
import sys
import tarfile
import time
from collections import Counter

import numpy as np

import data as L
import segment as S
from conllu import DATA

SENTENCES = int(os.environ.get("SENTENCES", "170000"))


def paragraphs_of(text):
    lines = [x.strip() for x in text.replace("\ufeff", "").splitlines()]
    full = [len(x) for x in lines if x]
    if not full:
        return []
    if statistics.median(full) > 90:
        return [x for x in lines if x]
    out, here = [], ""
    for x in lines:  # hard-wrapped: a paragraph ends at an empty line or at a short line with a full stop
        if not x:
            if here:
                out.append(here)
            here = ""
            continue
        here = here + " " + x if here else x
        if len(x) < 0.7 * max(full[:50] + [40]) and x[-1] in ".!?":
            out.append(here)
            here = ""
    if here:
        out.append(here)
    return out


def collect(out):
    from reference import Segmenter
    seg = Segmenter(os.path.join(os.path.dirname(__file__), "../models/segmenter.dgm"))
    rng = random.Random(7)
    paragraphs = []
    for row in csv.DictReader(open(f"{DATA}/corpus/fa-kes.csv", encoding="utf-8", errors="replace")):
        paragraphs += [row["article_title"]] + paragraphs_of(row["article_content"])
    own = len(paragraphs)
    more = []
    with tarfile.open(f"{DATA}/corpus/ungdc-1946-2024.tar.xz") as tar:
        for m in tar:
            year = re.search(r"_(\d{4})\.txt$", m.name)
            if not m.isfile() or not year or os.path.basename(m.name)[0] == "." or int(year.group(1)) < 1990 or rng.random() > 0.5:
                continue
            more += paragraphs_of(tar.extractfile(m).read().decode("utf-8", "replace"))
    rng.shuffle(more)
    seen, sentences = set(), []
    t = time.time()
    for k, p in enumerate(paragraphs + more):
        if len(sentences) >= SENTENCES:
            break
        if len(p) > 4000 or "\ufffd" in p:
            continue
        for s in seg(p):
            forms = [p[a:b] for a, b, _ in s]
            key = " ".join(forms)
            # Speeches repeat their courtesies: a sentence once; and rather those with names or figures.
            plain = not any(f[:1].isupper() or f[:1].isdigit() for f in forms[1:])
            if not 4 <= len(forms) <= 60 or key in seen or (k >= own and plain and rng.random() < 0.6):
                continue
            seen.add(key)
            sentences.append((forms, [1] + [int(s[i][0] > s[i - 1][1]) for i in range(1, len(s))]))
    print(len(sentences), "sentences", sum(len(f) for f, _ in sentences), "words", f"{time.time() - t:.0f}s")
    pickle.dump(sentences, open(out, "wb"))


def word_list(pieces, gold, sentences):
    count = Counter(L.normal(f) for e in gold for f in e.forms)
    count.update(count)  # gold words count twice
    count.update(L.normal(f) for forms, _ in sentences for f in forms)
    words = [w for w, n in count.most_common() if n >= 3]
    known = set(words)
    return words + [p for p in pieces if re.fullmatch(r"[a-z]{3,}", p) and p not in known]


def label(raw, teacher, out, shard="0/1"):
    import torch
    import train_parser as T
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    model, encoder, c = T.load(teacher)
    v = encoder.vocab
    sentences = pickle.load(open(raw, "rb"))
    random.Random(3).shuffle(sentences)
    gold = L.make_examples("ewt", "train") + L.make_examples("gum", "train")
    words = word_list(encoder.pieces.vocab, gold, sentences)
    ids = {w: i for i, w in enumerate(words)}
    k, n = map(int, shard.split("/"))
    mine, minutes = sentences[k::n], float(os.environ.get("MINUTES", "1000"))
    gold = gold[:]
    random.Random(4).shuffle(gold)
    sums, uses = np.zeros((len(words), model.encoder.dim), np.float32), np.zeros(len(words), np.float32)

    def learn(examples, states):
        for i, x in states:
            at = [ids.get(L.normal(f), -1) for f in examples[i].forms]
            keep = [j for j, a in enumerate(at) if a >= 0]
            np.add.at(sums, [at[j] for j in keep], x[keep])
            np.add.at(uses, [at[j] for j in keep], 1)

    result, block, t = [], 2000, time.time()

    def run(examples, limit, keep):
        for b in range(0, len(examples), block):
            if time.time() - t > 60 * limit:
                break
            here = [L.Example(f, s) for f, s in examples[b:b + block]]
            states = []
            predictions = T.predict(model, encoder, here, size=2500, states=states, tree=keep)
            learn(here, states)
            if not keep:
                continue
            for e, p in zip(here, predictions):
                e.upos, e.feats = [v["upos"][i] for i in p["upos"]], [v["feats"][i] for i in p["feats"]]
                e.lemma = [L.apply_script(f, v["lemma"][i]) for f, i in zip(e.forms, p["lemma"])]
                e.head, e.rel, e.ner = [int(h) for h in p["head"]], [v["deprel"][i] for i in p["rel"]], list(p["ner"])
                result.append(e)
            print(len(result), f"{time.time() - t:.0f}s", flush=True)

    run([(e.forms, e.spaces) for e in gold[k::n]], minutes * 0.25, False)
    run(mine, minutes, True)
    pickle.dump(result, open(f"{out}.{k}", "wb"))
    np.savez(f"{out}.{k}.npz", sums=sums, uses=uses)


def merge(raw, teacher, out, shards):
    """Joins the shards; the vector of a word is its pieces' embeddings beside its mean state, by PCA to 128."""
    import train_parser as T
    model, encoder, _ = T.load(teacher)
    sentences = pickle.load(open(raw, "rb"))
    gold = L.make_examples("ewt", "train") + L.make_examples("gum", "train")
    words = word_list(encoder.pieces.vocab, gold, sentences)
    result, sums, uses = [], 0, 0
    for k in range(int(shards)):
        result += pickle.load(open(f"{out}.{k}", "rb"))
        z = np.load(f"{out}.{k}.npz")
        sums, uses = sums + z["sums"], uses + z["uses"]
    table = model.encoder.piece.weight.detach().numpy()
    still = np.stack([table[encoder.pieces(w)].mean(0) for w in words])
    still = (still - still.mean(0)) / still.std()
    seen = uses > 0
    mean = sums / np.maximum(uses, 1)[:, None]
    mean[seen] = (mean[seen] - mean[seen].mean(0)) / mean[seen].std()
    mean *= np.minimum(1, np.sqrt(uses / 4))[:, None]
    both = np.concatenate([still, 1.5 * mean], 1)
    weight = np.sqrt(np.clip(uses, 1, 50))[:, None]
    _, values, axes = np.linalg.svd((both * weight)[: 30000], full_matrices=False)
    vectors = both @ axes[:128].T
    vectors *= 0.3 / vectors.std()
    print(len(result), "sentences", sum(len(e.forms) for e in result), "words;", len(words), "vectors,", int(seen.sum()),
          "with states; share of variance kept", (values[:128] ** 2).sum() / (values ** 2).sum())
    pickle.dump(result, open(out, "wb"))
    np.savez(out + ".npz", words=np.array(words, object), vectors=vectors.astype(np.float32))


def words(raw, folder):
    os.makedirs(folder, exist_ok=True)
    sentences = pickle.load(open(raw, "rb"))
    for a in range(0, len(sentences), 1000):
        with open(f"{folder}/{a // 1000:03d}.conllu", "w", encoding="utf-8") as f:
            for forms, spaces in sentences[a:a + 1000]:
                for i, w in enumerate(forms):
                    glued = i + 1 < len(forms) and not spaces[i + 1]
                    f.write(f"{i + 1}\t{w}" + "\t_" * 7 + ("\tSpaceAfter=No\n" if glued else "\t_\n"))
                f.write("\n")


def read(trees, names, out):
    def blocks(path):
        here = []
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if line and not line.startswith("# "):
                here.append(line.split("\t"))
            elif not line and here:
                yield here
                here = []
        if here:
            yield here

    result = []
    for tree, tags in zip(blocks(trees), blocks(names), strict=True):
        e = L.Example([w[1] for w in tree], [1] + ["SpaceAfter=No" not in w[9] for w in tree[:-1]])
        e.spaces = [int(x) for x in e.spaces]
        e.upos, e.feats, e.lemma = [w[3] for w in tree], [w[5] for w in tree], [w[2] for w in tree]
        e.head, e.rel = [int(w[6]) for w in tree], [w[7] for w in tree]
        assert len(tags) == len(tree)
        spans, start = [], -1
        for i, t in enumerate([t[-1] for t in tags] + ["O"]):
            if start >= 0 and not t.startswith("I-"):
                spans.append((start, i, kind))
                start = -1
            if t.startswith("B-"):
                start, kind = i, t[2:].replace("OTHER", "NORP")
        e.ner = L.tag_spans(len(tree), spans)
        result.append(e)
    print(len(result), "sentences", sum(len(e.forms) for e in result), "words")
    pickle.dump(result, open(out, "wb"))


if __name__ == "__main__":
    {"collect": collect, "label": label, "merge": merge, "words": words, "read": read}[sys.argv[1]](*sys.argv[2:])
