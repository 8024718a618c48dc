"""Writes trained models as container files: `export.py segmenter|fast|accurate IN.pt OUT.dgm`."""
import sys

import numpy as np
import torch

import container
import data as L
import segment as S


def rows8(w):
    """Per-row symmetric 8-bit: (int8 [rows, cols], float32 [rows])."""
    w = w.detach().numpy().astype(np.float32) if hasattr(w, "detach") else w
    s = np.maximum(np.abs(w).max(1), np.float32(1e-12)) / np.float32(127)
    q = np.clip(np.rint(w / s[:, None]), -127, 127).astype(np.int8)
    return q, s.astype(np.float32)


def f32(t):
    return t.detach().numpy().astype(np.float32)


HASHES = {"fnv1a32": {"offset": S.FNV_OFFSET, "prime": S.FNV_PRIME, "fold": "(h ^ (h >> 15)) & (size - 1)"},
          "fnv1a64": {"offset": 14695981039346656037, "prime": 1099511628211}}


def export_segmenter(path, out):
    c = torch.load(path, weights_only=False)
    sp, se = c["splitter"], c["sentencer"]
    t = []

    def table(name, w):
        q, s = rows8(w)
        t.append((name + ".w", q))
        t.append((name + ".s", s))

    table("split.rows", sp["rows.weight"])
    t += [("split.bias", f32(sp["bias"])), ("split.out.w", f32(sp["out.weight"])), ("split.out.b", f32(sp["out.bias"]))]
    for k in ("form", "affix", "shape"):
        table("sentence." + k, se[k + ".weight"])
    for k in ("conv1", "conv2"):  # [out][tap][in], taps t-2 .. t+2
        t.append((f"sentence.{k}.w", f32(se[k + ".weight"]).transpose(0, 2, 1)))
        t.append((f"sentence.{k}.b", f32(se[k + ".bias"])))
    t += [("sentence.out.w", f32(se["out.weight"]).reshape(-1)), ("sentence.out.b", f32(se["out.bias"]))]
    manifest = dict(kind="segmenter", language="en", hashes=HASHES, lexicon=c["lexicon"], threshold=c["threshold"],
                    buckets=dict(split=S.SPLIT_BUCKETS, form=S.SENT_FORM_BUCKETS, affix=S.SENT_AFFIX_BUCKETS, shape=S.SENT_SHAPE_BUCKETS))
    print(out, container.write(out, manifest, t), "bytes")


class Tensors(list):
    def linear(self, name, state, key):
        q, s = rows8(state[key + ".weight"])
        self.append((name + ".w", q))
        self.append((name + ".s", s))
        if key + ".bias" in state:
            self.append((name + ".b", f32(state[key + ".bias"])))

    def norm(self, name, state, key):
        self.append((name + ".g", f32(state[key + ".weight"])))
        self.append((name + ".b", f32(state[key + ".bias"])))

    def table(self, name, w):
        q, s = rows8(w)
        self.append((name + ".w", q))
        self.append((name + ".s", s))


def export_parser(path, out):
    c = torch.load(path, weights_only=False)
    s, words = c["state"], c["words"]
    t = Tensors()
    e = "encoder."
    hashes = np.array([L.fnv64(w.encode("utf-8", "surrogatepass")) for w in words], np.uint64)
    order = np.argsort(hashes, kind="stable")
    w = s[e + "embed.word.weight"]
    w = torch.cat([w[:1], w[1:][torch.from_numpy(order.astype(np.int64))]])
    t.append(("words.hash", hashes[order]))
    t.table("embed.word", w)
    for k, (name, _) in enumerate(L.TABLES):
        t.table("embed." + name, s[f"{e}embed.tables.{k}.weight"])
    t.norm("embed.norm", s, e + "embed.norm")
    manifest = dict(kind=c["kind"], language="en", hashes=HASHES, sigmoid="0.5 + 0.5 * x / sqrt(1 + x * x)",
                    tables=[dict(name=n, size=z) for n, z in L.TABLES], **c["vocab"])
    if c["kind"] == "fast":
        layers, dil = [], iter((1, 1, 2, 4))
        for i, k in enumerate(c["layers"]):
            p, q = f"{e}layers.{i}.", f"layers.{i}."
            t.linear(q + "lin", s, p + "lin")
            if k == "r":
                t.linear(q + "out", s, p + "out")
            t.norm(q + "norm", s, p + "norm")
            layers.append(dict(type="conv", dilation=next(dil)) if k == "c" else dict(type="minGRU", hidden=s[p + "lin.weight"].shape[0] // 4))
        manifest.update(dim=int(s[e + "embed.norm.weight"].shape[0]), layers=layers, norm_epsilon=1e-5)
    else:
        from wordpiece import WordPiece
        pieces = WordPiece.from_package().vocab
        t.append(("wordpiece.vocab", "\n".join(sorted(pieces, key=pieces.get))))
        t.table("bert.piece", s[e + "piece.weight"])
        t.append(("bert.position", f32(s[e + "position.weight"])))
        t.append(("bert.case", f32(s[e + "case.weight"])))
        t.norm("bert.norm", s, e + "norm")
        for i in range(6):
            p, q = f"{e}layers.{i}.", f"bert.{i}."
            for k in ("qkv", "proj", "up", "down"):
                t.linear(q + k, s, p + k)
            t.norm(q + "norm1", s, p + "norm1")
            t.norm(q + "norm2", s, p + "norm2")
        t.append(("bert.mix", f32(s[e + "mix"])))
        t.linear("project", s, e + "project")
        t.norm("project.norm", s, e + "norm_in")
        t.linear("layers.0.lin", s, e + "recurrent.lin")
        t.linear("layers.0.out", s, e + "recurrent.out")
        t.norm("layers.0.norm", s, e + "recurrent.norm")
        manifest.update(dim=int(s[e + "norm_in.weight"].shape[0]), norm_epsilon=1e-5, word_dim=int(s[e + "embed.norm.weight"].shape[0]),
                        layers=[dict(type="minGRU", hidden=s[e + "recurrent.lin.weight"].shape[0] // 4)],
                        bert=dict(layers=6, dim=384, heads=12, inner=1536, norm_epsilon=1e-12, cls=101, sep=102, unk=100,
                                  positions=512, max_pieces_of_a_word=8))
    h = "heads."
    for k in ("upos", "feats", "lemma", "ner", "arc_dep", "arc_head", "arc_bilinear", "label_dep", "label_head", "label_out"):
        t.linear(k, s, h + k)
    for k in ("arc_root", "distance", "root_bias", "label_root"):
        t.append((k, f32(s[h + k])))
    manifest["arc_scale"] = 1 / float(s[h + "arc_root"].shape[0]) ** 0.5
    print(out, container.write(out, manifest, t), "bytes")


if __name__ == "__main__":
    (export_segmenter if sys.argv[1] == "segmenter" else export_parser)(sys.argv[2], sys.argv[3])
