"""The run time in numpy, read from exported files alone: what the C++ must compute. Slow on purpose and plain.

reference.py segmenter MODEL OUT.json      test vectors of the segmenter
reference.py parser MODEL OUT.json         test vectors of a parser (fast or accurate)
reference.py score SEGMENTER               scores of the exported segmenter on raw text
"""
import json
import math
import sys

import numpy as np

import container
import data as L
import segment as S
from tree import decode

F = np.float32


class Segmenter:
    def __init__(self, path):
        self.manifest, t = container.read(path)
        self.t = t
        deq = lambda n: t[n + ".w"].astype(F) * t[n + ".s"][:, None]
        self.split = [deq("split.rows"), t["split.bias"], t["split.out.w"], t["split.out.b"]]
        self.tables = [deq("sentence." + k) for k in ("form", "affix", "shape")]
        self.lexicon = self.manifest["lexicon"]

    def words(self, text):
        from segment_train import words_of
        return words_of(text, self.lexicon, self.split)

    def scores(self, text, words):
        """One score a word: a sentence ends after it if the score is above the threshold."""
        from segment_train import sentence_input
        rows = sentence_input(text, words)
        x = np.stack([sum(t[r] for t, r in zip(self.tables, row)) for row in rows])
        for k in ("conv1", "conv2"):
            w, b = self.t[f"sentence.{k}.w"], self.t[f"sentence.{k}.b"]  # [out][tap][in]
            p = np.concatenate([np.zeros((2, x.shape[1]), F), x, np.zeros((2, x.shape[1]), F)])
            n = len(x)
            x = np.maximum(sum(p[k:k + n] @ w[:, k].T for k in range(5)) + b, 0)
        return x @ self.t["sentence.out.w"] + self.t["sentence.out.b"][0]

    def __call__(self, text):
        """A paragraph to a list of sentences, each a list of (start, end, continues)."""
        words = self.words(text)
        if not words:
            return []
        s = self.scores(text, words)
        out, here = [], []
        for i, w in enumerate(words):
            here.append(w)
            follows = i + 1 < len(words) and words[i + 1][2]  # never inside a multiword token
            if i + 1 == len(words) or (s[i] > self.manifest["threshold"] and not follows):
                out.append(here)
                here = []
        return out


def quantise(x):
    """Rows to int8: (q, scale). q = round half to even of x * (127 / max|x|)."""
    m = np.abs(x).max(-1, keepdims=True).astype(F)
    m = np.maximum(m, F(1e-12))
    return np.rint(x * (F(127) / m)).astype(np.int32), (m / F(127)).astype(F)


def sigmoid(x):
    return F(0.5) + F(0.5) * x / np.sqrt(F(1) + x * x)


class Parser:
    def __init__(self, path):
        self.manifest, self.t = container.read(path)
        m = self.manifest
        self.row = {int(h): i + 1 for i, h in enumerate(self.t["words.hash"])}
        self.eps = m["norm_epsilon"]
        if m["kind"] == "accurate":
            from wordpiece import WordPiece
            self.pieces = WordPiece(self.t["wordpiece.vocab"].split("\n"))

    def linear(self, name, x):
        w, s = self.t[name + ".w"], self.t[name + ".s"]
        q, xs = quantise(x)
        acc = (q.astype(np.float64) @ w.T.astype(np.float64)).astype(F)  # the integers are exact
        y = acc * (xs * s[None, :])
        return y + self.t[name + ".b"] if name + ".b" in self.t else y

    def norm(self, name, x, eps=None):
        mean = x.mean(-1, keepdims=True)
        d = x - mean
        var = (d * d).mean(-1, keepdims=True)
        return d / np.sqrt(var + F(self.eps if eps is None else eps)) * self.t[name + ".g"] + self.t[name + ".b"]

    def lookup(self, name, i):
        return self.t[name + ".w"][i].astype(F) * self.t[name + ".s"][i]

    def embed(self, forms, spaces, ids=None):
        out = []
        for f in L.word_features(forms, spaces):
            row = self.row.get(L.fnv64(f[0].encode("utf-8", "surrogatepass")), 0)
            if ids is not None:
                ids.append((row,) + f[1:])
            v = self.lookup("embed.word", row)
            for (name, _), i in zip(L.TABLES, f[1:]):
                v = v + self.lookup("embed." + name, i)
            out.append(v)
        return self.norm("embed.norm", np.stack(out))

    def conv(self, i, x, d):
        n, dim = x.shape
        pad = np.zeros((d, dim), F)
        p = np.concatenate([pad, x, pad])
        u = np.concatenate([p[:n], x, p[2 * d:]], 1)
        y = self.linear(f"layers.{i}.lin", u)
        return self.norm(f"layers.{i}.norm", x + y[:, :dim] * sigmoid(y[:, dim:]))

    def recurrent(self, i, x, h):
        u = self.linear(f"layers.{i}.lin", x)
        zf, cf, zb, cb = u[:, :h], u[:, h:2 * h], u[:, 2 * h:3 * h], u[:, 3 * h:]
        zf, zb = sigmoid(zf), sigmoid(zb)
        n = len(x)
        y = np.zeros((n, 2 * h), F)
        s = np.zeros(h, F)
        for k in range(n):
            s = (1 - zf[k]) * s + zf[k] * cf[k]
            y[k, :h] = s
        s = np.zeros(h, F)
        for k in range(n - 1, -1, -1):
            s = (1 - zb[k]) * s + zb[k] * cb[k]
            y[k, h:] = s
        return self.norm(f"layers.{i}.norm", x + self.linear(f"layers.{i}.out", y))

    def bert(self, forms, trace=None):
        from train_parser import Encoder
        c = self.manifest["bert"]
        case = Encoder.case
        ids, cases, owner = [c["cls"]], [5], [-1]
        for i, f in enumerate(forms):
            w = self.pieces(f)
            if len(ids) + len(w) > 511:
                w = w[:1] if len(ids) < 511 else []
            ids += w
            cases += [case(None, f)] * len(w)
            owner += [i] * len(w)
        ids, cases, owner = ids + [c["sep"]], cases + [5], owner + [-1]
        x = np.stack([self.lookup("bert.piece", i) for i in ids]) + self.t["bert.position"][:len(ids)] + self.t["bert.case"][cases]
        x = self.norm("bert.norm", x, c["norm_epsilon"])
        total = np.zeros_like(x)
        n, heads = len(ids), c["heads"]
        size = c["dim"] // heads
        for i in range(c["layers"]):
            p = f"bert.{i}."
            q, k, v = np.split(self.linear(p + "qkv", x), 3, 1)
            y = np.zeros_like(x)
            for a in range(heads):
                z = slice(a * size, (a + 1) * size)
                s = q[:, z] @ k[:, z].T * F(1 / math.sqrt(size))
                e = np.exp(s - s.max(1, keepdims=True))
                y[:, z] = (e / e.sum(1, keepdims=True)) @ v[:, z]
            x = self.norm(p + "norm1", x + self.linear(p + "proj", y), c["norm_epsilon"])
            u = self.linear(p + "up", x)
            u = u * F(0.5) * (F(1) + np.vectorize(math.erf, otypes=[F])(u * F(math.sqrt(0.5))))
            x = self.norm(p + "norm2", x + self.linear(p + "down", u), c["norm_epsilon"])
            if i >= c["layers"] - 4:
                total = total + self.t["bert.mix"][i - (c["layers"] - 4)] * x
        out = np.zeros((len(forms), c["dim"]), F)
        for i in range(len(forms)):
            mine = [j for j, o in enumerate(owner) if o == i]
            if mine:
                out[i] = total[mine].mean(0)
        if trace is not None:
            trace.update(pieces=ids, piece_case=cases, bert_mean_abs=[float(np.abs(r).mean()) for r in out])
        return out

    def encode(self, forms, spaces, trace=None):
        ids = []
        x = self.embed(forms, spaces, ids)
        if trace is not None:
            trace["rows"] = ids
            trace["embed"] = x[:, :4]
        if self.manifest["kind"] == "accurate":
            x = np.concatenate([self.bert(forms, trace), x], 1)
            x = self.norm("project.norm", self.linear("project", x))
        for i, l in enumerate(self.manifest["layers"]):
            x = self.conv(i, x, l["dilation"]) if l["type"] == "conv" else self.recurrent(i, x, l["hidden"])
            if trace is not None:
                trace[f"layer{i}"] = x[:, :4]
        return x

    def arcs(self, x):
        n = len(x)
        dep, head = np.maximum(self.linear("arc_dep", x), 0), np.maximum(self.linear("arc_head", x), 0)
        u = self.linear("arc_bilinear", dep)
        scale = F(self.manifest["arc_scale"])
        s = np.full((n, n + 1), F(-1e9))
        for i in range(n):
            s[i, 0] = u[i] @ self.t["arc_root"] * scale + self.t["root_bias"][0]
            for j in range(n):
                if i != j:
                    s[i, j + 1] = u[i] @ head[j] * scale + self.t["distance"][max(-32, min(32, j - i)) + 32]
        return s

    def __call__(self, forms, spaces, trace=None):
        from train_parser import viterbi
        m = self.manifest
        x = self.encode(forms, spaces, trace)
        s = self.arcs(x)
        heads = decode(s)
        ld, lh = self.linear("label_dep", x), self.linear("label_head", x)
        lh = np.concatenate([self.t["label_root"][None], lh])
        lab = self.linear("label_out", np.maximum(ld + lh[heads], 0))
        root = m["deprel"].index("root")
        lab[heads > 0, root] = -1e9
        rel = lab.argmax(1)
        rel[heads == 0] = root
        up, fe, le, ne = (self.linear(k, x) for k in ("upos", "feats", "lemma", "ner"))
        ner = viterbi(ne, m["ner"])
        if trace is not None:
            trace.update(arc=s, upos=up, ner=ne[:, :8], label=lab[:, :8])
        return dict(upos=[m["upos"][i] for i in up.argmax(1)], feats=[m["feats"][i] for i in fe.argmax(1)],
                    lemma=[L.apply_script(f, m["lemma"][i]) for f, i in zip(forms, le.argmax(1))],
                    head=[int(h) for h in heads], deprel=[m["deprel"][i] for i in rel], ner=[m["ner"][i] for i in ner])


TEXTS = (
    "The minister met Gen. Karim al-Hadad in Port Sella on 4 May. \"We didn't agree on anything,\" he said.",
    "Envoys from the U.S. and Norlandia can't leave before Maj. Gen. Orr signs... See www.example.org/a-b.html or write to desk@example.org!",
    "it's late  we dont know\nhe paid $4.5 million (about €4m) to Dr. Li's firm, didn’t he? Yes.",
    "HEADLINE IN CAPITALS: TALKS RESUME",
    "a", "", "...", "Sella\u00a0said: \u201cThe well-known anti-war group won\u2019t, it\u2019s said, go.\u201d Then they left; no-one stayed.",
    "İstanbul'da ﬁve 日本 \u0301 x\u200by C.I.A.-backed 1,000,000.50 24/7 1990s' o'clock gonna cannot rock'n'roll",
)


def rounded(v):
    if isinstance(v, np.ndarray):
        return [[float(f"{x:.6g}") for x in r] for r in v] if v.ndim == 2 else [float(f"{x:.6g}") for x in v]
    if isinstance(v, (list, tuple)):
        return [rounded(x) for x in v]
    return v.item() if isinstance(v, np.generic) else v


def dump(path, cases):
    with open(path, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases) + "\n]\n")


def main():
    what, model = sys.argv[1], sys.argv[2]
    if what == "segmenter":
        seg = Segmenter(model)
        cases = []
        for text in TEXTS:
            f = "".join(map(S.fold, text))
            first = []
            for a, b in S.chunks(text):
                places = S.candidates(f[a:b], seg.lexicon)
                if places and len(first) < 2:
                    first.append(dict(chunk=f[a:b], candidates=places,
                                      features=S.split_features(f[a:b], text[a:b], places[0], "", "", "")))
            words = seg.words(text)
            from segment_train import sentence_input
            cases.append(dict(text=text, folded=f, chunks=first, words=words,
                              rows=sentence_input(text, words) if words else [],
                              scores=rounded(seg.scores(text, words)) if words else [],
                              sentences=[[w[0], s[-1][1]] for s in seg(text) for w in s[:1]]))
        dump(sys.argv[3], cases)
    elif what == "parser":
        p = Parser(model)
        segmenter = Segmenter(sys.argv[4])
        cases = []
        for text in TEXTS:
            for s in segmenter(text):
                forms = [text[a:b] for a, b, _ in s]
                spaces = [1] + [int(s[i][0] > s[i - 1][1]) for i in range(1, len(s))]
                trace = {}
                out = p(forms, spaces, trace)
                cases.append(dict(forms=forms, spaces=spaces, casing=L.casing(forms), **{k: rounded(v) for k, v in trace.items()}, expected=out))
        dump(sys.argv[3], cases)
    elif what == "score":
        import torch
        from conllu import paragraphs, treebank
        from segment_train import measure
        seg = Segmenter(model)

        class Wrap:
            def __call__(self, x):
                raise NotImplementedError
        import segment_train
        segment_train.ends_of = lambda m, rows, t=0.0: (m > t, m)
        import functools
        # measure() asks for ends by rows: compute them from the exported tables.
        def ends(_, rows, t):
            x = np.stack([sum(tb[r] for tb, r in zip(seg.tables, row)) for row in rows])
            for k in ("conv1", "conv2"):
                w, b = seg.t[f"sentence.{k}.w"], seg.t[f"sentence.{k}.b"]
                q = np.concatenate([np.zeros((2, x.shape[1]), F), x, np.zeros((2, x.shape[1]), F)])
                x = np.maximum(sum(q[i:i + len(x)] @ w[:, i].T for i in range(5)) + b, 0)
            s = x @ seg.t["sentence.out.w"] + seg.t["sentence.out.b"][0]
            return s > t, s
        segment_train.ends_of = ends
        for corpus in ("ewt", "gum"):
            for part in ("dev", "test"):
                print(corpus, part, measure(paragraphs(treebank(corpus, part)), seg.lexicon, seg.split, None, seg.manifest["threshold"]))


if __name__ == "__main__":
    main()
