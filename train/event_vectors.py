"""Word vectors for the event model: `event_vectors.py SILVER.pkl OUT.npz [WORDS DIM]`.

A lemma's vector is the mean of what MiniLM (all-MiniLM-L6-v2) makes of it in running text (silver.py's sentences), drawn for rare
lemmas towards what a linear map makes of the word alone; less the common mean, projected on the first principal components.
Words: lemmas of the sentences by frequency, and all words of resources/events/, so that the lexicon's words have neighbours.
"""
import os
import pickle
import re
import sys
from collections import Counter

import numpy as np
import torch
from torch.nn import functional as F

from model import BertLayer
from wordpiece import WordPiece, load_safetensors, package_folder

SENTENCES = int(os.environ.get("SENTENCES", "45000"))
LAYERS = (4, 5)  # their mean


class Encoder:
    def __init__(self):
        w = load_safetensors(os.path.join(package_folder(), "model.safetensors"))
        g = lambda n: torch.tensor(w[n])
        self.piece, self.norm = g("embeddings.word_embeddings.weight"), torch.nn.LayerNorm(384, eps=1e-12)
        self.position = g("embeddings.position_embeddings.weight") + g("embeddings.token_type_embeddings.weight")[0]
        self.layers = [BertLayer().eval() for _ in range(6)]
        with torch.no_grad():
            self.norm.weight.copy_(g("embeddings.LayerNorm.weight"))
            self.norm.bias.copy_(g("embeddings.LayerNorm.bias"))
            for i, l in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for t in ("weight", "bias"):
                    getattr(l.qkv, t).copy_(torch.cat([g(p + f"attention.self.{k}.{t}") for k in ("query", "key", "value")]))
                    getattr(l.proj, t).copy_(g(p + "attention.output.dense." + t))
                    getattr(l.norm1, t).copy_(g(p + "attention.output.LayerNorm." + t))
                    getattr(l.up, t).copy_(g(p + "intermediate.dense." + t))
                    getattr(l.down, t).copy_(g(p + "output.dense." + t))
                    getattr(l.norm2, t).copy_(g(p + "output.LayerNorm." + t))

    @torch.inference_mode()
    def __call__(self, ids):
        """Rows of pieces, all of one batch, padded with 0 → (batch, pieces, 384)."""
        n = max(map(len, ids))
        p = torch.tensor([r + [0] * (n - len(r)) for r in ids])
        bias = torch.zeros(p.shape).masked_fill(p == 0, -1e9)[:, None, None, :]
        x = self.norm(self.piece[p] + self.position[:n])
        kept = []
        for i, l in enumerate(self.layers):
            x = l(x, bias)
            if i in LAYERS:
                kept.append(x)
        return sum(kept) / len(kept)


def own_words():
    words = Counter()
    folder = os.path.join(os.path.dirname(__file__), "../resources/events")
    for name in ("triggers.tsv", "blockers.tsv", "reporting.tsv"):
        for line in open(os.path.join(folder, name), encoding="utf-8"):
            if line[0] != "#":
                words.update(w for w in re.findall(r"[a-z][a-z'-]+", line.split("\t")[0].lower()))
    return words


def main(silver, out, size=22000, dim=64):
    torch.set_num_threads(2)
    examples = pickle.load(open(silver, "rb"))
    rng = np.random.default_rng(7)
    counts = Counter()
    for e in examples:
        counts.update(l.lower() for l, u in zip(e.lemma, e.upos) if u not in ("PUNCT", "NUM", "SYM", "X"))
    lexicon = own_words()
    words = [w for w in lexicon]
    words += [w for w, n in counts.most_common() if n >= 4 and re.fullmatch(r"[^\W\d_][\w'.-]*", w) and w not in lexicon]
    words = words[:size]
    index = {w: i for i, w in enumerate(words)}
    print(len(words), "words,", sum(w in counts for w in words), "of them in the sentences", flush=True)
    piece, encoder = WordPiece.from_package(), Encoder()
    # rare words first: every sentence is kept that holds a word seen fewer than eight times so far
    order, seen, chosen = rng.permutation(len(examples)), Counter(), []
    for k in order:
        e = examples[k]
        if not 5 <= len(e.forms) <= 60:
            continue
        ws = {l.lower() for l in e.lemma}
        if any(w in index and seen[w] < 8 for w in ws):
            chosen.append(k)
            seen.update(ws)
        if len(chosen) >= SENTENCES:
            break
    chosen.sort(key=lambda k: len(examples[k].forms))
    total, n = np.zeros((len(words), 384), np.float32), np.zeros(len(words), np.float32)
    for b in range(0, len(chosen), 64):
        rows, places = [], []
        for k in chosen[b:b + 64]:
            e, row, where = examples[k], [101], []
            for form, lemma in zip(e.forms, e.lemma):
                ids = piece(form)[:8]
                i = index.get(lemma.lower())
                if i is not None and len(row) + len(ids) < 500:
                    where.append((i, len(row), len(row) + len(ids)))
                row += ids
            rows.append(row[:510] + [102])
            places.append(where)
        y = encoder(rows).numpy()
        for r, where in enumerate(places):
            for i, a, z in where:
                total[i] += y[r, a:z].mean(0)
                n[i] += 1
        if b % 6400 == 0:
            print(f"{b} of {len(chosen)} sentences", flush=True)
    alone = np.zeros_like(total)
    for b in range(0, len(words), 256):
        rows = [[101] + piece(w)[:8] + [102] for w in words[b:b + 256]]
        y = encoder(rows).numpy()
        for r, row in enumerate(rows):
            alone[b + r] = y[r, 1:len(row) - 1].mean(0)
    known = n >= 5
    a = np.concatenate([alone, np.ones((len(words), 1), np.float32)], 1)
    mean = total / np.maximum(n, 1)[:, None]
    w = np.linalg.solve(a[known].T @ a[known] + 10 * np.eye(a.shape[1]), a[known].T @ mean[known])
    x = (total + 3 * (a @ w)) / (n + 3)[:, None]
    weight = np.minimum(n, 50) + 1
    x = x - (x * weight[:, None]).sum(0) / weight.sum()
    x = x / np.linalg.norm(x, axis=1, keepdims=True)
    u, s, v = np.linalg.svd(x, full_matrices=False)
    print("variance kept", (s[:dim] ** 2).sum() / (s ** 2).sum())
    y = (x @ v[:dim].T).astype(np.float32)
    np.savez(out, words=np.array(words), vectors=y / y.std())
    z = y / np.linalg.norm(y, axis=1, keepdims=True)
    for w in ("lambast", "thank", "shell", "extradite", "haggle", "besiege", "visit"):
        if w in index:
            print(w, [words[j] for j in np.argsort(-z @ z[index[w]])[1:9]])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
