"""Raw sentences for the fast model: `silver.py collect OUT.pkl`, then `silver.py label RAW.pkl TEACHER.pt OUT.pkl`.

collect: sentences of the UN General Debate (from 1990 on) and of FA-KES, cut by our own segmenter.
label:   the accurate model's tags, names and trees; besides OUT.pkl writes OUT.pkl.npz, the word list with
         vectors of 128 numbers: the mean of the accurate model's states over a word's uses, by PCA.
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


def label(raw, teacher, out):
    import torch
    import train_parser as T
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    model, encoder, c = T.load(teacher)
    v = encoder.vocab
    sentences = pickle.load(open(raw, "rb"))
    limit = int(os.environ.get("LIMIT", "0"))
    rng = random.Random(3)
    rng.shuffle(sentences)
    if limit:
        sentences = sentences[:limit]
    gold = L.make_examples("ewt", "train") + L.make_examples("gum", "train")
    count = Counter(L.normal(f) for e in gold for f in e.forms)
    count.update(count)  # gold words count twice
    count.update(L.normal(f) for forms, _ in sentences for f in forms)
    words = [w for w, n in count.most_common() if n >= 3]
    pieces = [p for p in encoder.pieces.vocab if re.fullmatch(r"[a-z]{3,}", p)]
    known = set(words)
    extra = [p for p in pieces if p not in known]
    words += extra
    ids = {w: i for i, w in enumerate(words)}
    dim = model.encoder.dim
    sums, uses = np.zeros((len(words), dim), np.float32), np.zeros(len(words), np.float32)

    def learn(examples, states):
        for i, x in states:
            at = [ids.get(L.normal(f), -1) for f in examples[i].forms]
            keep = [k for k, a in enumerate(at) if a >= 0]
            np.add.at(sums, [at[k] for k in keep], x[keep])
            np.add.at(uses, [at[k] for k in keep], 1)

    result = []
    t = time.time()
    block = 4000
    for k in range(0, len(sentences), block):
        here = [L.Example(f, s) for f, s in sentences[k:k + block]]
        states = []
        for e, p in zip(here, T.predict(model, encoder, here, size=3000, states=states)):
            e.upos, e.feats = [v["upos"][i] for i in p["upos"]], [v["feats"][i] for i in p["feats"]]
            e.lemma = [L.apply_script(f, v["lemma"][i]) for f, i in zip(e.forms, p["lemma"])]
            e.head, e.rel, e.ner = [int(h) for h in p["head"]], [v["deprel"][i] for i in p["rel"]], list(p["ner"])
            result.append(e)
        learn(here, states)
        if k // block % 5 == 0:
            print(k + len(here), f"{time.time() - t:.0f}s", flush=True)
            pickle.dump(result, open(out, "wb"))
    for k in range(0, len(gold), block):
        states = []
        T.predict(model, encoder, gold[k:k + block], size=3000, states=states, tree=False)
        learn(gold[k:k + block], states)
    alone = [L.Example([w], [1]) for w in extra]
    states = []
    T.predict(model, encoder, alone, size=1500, states=states, tree=False)
    learn(alone, states)
    mean = sums / np.maximum(uses, 1)[:, None]
    mean -= (mean * uses[:, None]).sum(0) / uses.sum()
    weight = np.sqrt(np.minimum(uses, 50))[:, None]
    _, values, axes = np.linalg.svd(mean * weight, full_matrices=False)
    vectors = mean @ axes[:128].T
    vectors *= 0.3 / vectors.std()
    vectors[uses == 0] = 0
    print(len(words), "words; share of variance kept", (values[:128] ** 2).sum() / (values ** 2).sum())
    pickle.dump(result, open(out, "wb"))
    np.savez(out + ".npz", words=np.array(words, object), vectors=vectors.astype(np.float32))


if __name__ == "__main__":
    {"collect": collect, "label": label}[sys.argv[1]](*sys.argv[2:])
