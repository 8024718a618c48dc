"""Scores of a trained parser: score.py MODEL.pt [SEGMENTER.dgm]. With 8-bit arithmetic as at run time (--float without).

Gold tokens: UPOS, features, lemmas, UAS, LAS over all words; UNER-EWT dev: exact spans of its three types.
With a segmenter also from raw text: F1 of words, sentences, UPOS, UAS, LAS, where a system word counts if its characters
are those of a gold word; for attachment its head's characters must be those of the gold head too.
"""
import json
import os
import sys

import torch

import data as L
from conllu import paragraphs, raw_text, treebank
from model import QLinear
from train_parser import evaluate, load, predict


def quantise_tables(model):
    """The tables are 8-bit in the file as well."""
    for name, p in model.named_parameters():
        if ".word.weight" in name or ".tables." in name or name == "encoder.piece.weight":
            with torch.no_grad():
                s = p.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
                p.copy_(torch.round(p / s).clamp(-127, 127) * s)


def raw_scores(model, encoder, segmenter, corpus, part):
    v = encoder.vocab
    gold, system, examples, places = {}, {}, [], []
    gs, ss = set(), set()
    base = 0
    for par in paragraphs(treebank(corpus, part)):
        text, spans = raw_text(par)
        for s, x in zip(par, spans):
            at = [(base + a, base + b) for a, b, _ in x]
            gs.add((at[0][0], at[-1][1]))
            for w, p in zip(s.words, at):
                gold[p] = (w.upos, at[w.head - 1] if w.head else None, w.deprel)
        for s in segmenter(text):
            at = [(base + a, base + b) for a, b, _ in s]
            ss.add((at[0][0], at[-1][1]))
            examples.append(L.Example([text[a:b] for a, b, _ in s], [1] + [int(s[i][0] > s[i - 1][1]) for i in range(1, len(s))]))
            places.append(at)
        base += len(text) + 2
    hit = dict(words=0, upos=0, uas=0, las=0)
    n = 0
    for at, p in zip(places, predict(model, encoder, examples)):
        for i, span in enumerate(at):
            n += 1
            g = gold.get(span)
            if g is None:
                continue
            head = at[p["head"][i] - 1] if p["head"][i] else None
            hit["words"] += 1
            hit["upos"] += v["upos"][p["upos"][i]] == g[0]
            hit["uas"] += head == g[1]
            hit["las"] += head == g[1] and v["deprel"][p["rel"][i]] == g[2]
    out = {k: round(200 * x / (n + len(gold)), 2) for k, x in hit.items()}
    out["sentences"] = round(200 * len(gs & ss) / (len(gs) + len(ss)), 2)
    return out


def main():
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    model, encoder, _ = load(sys.argv[1])
    if "--float" not in sys.argv:
        QLinear.quantised = True
        quantise_tables(model)
    for corpus in ("ewt", "gum"):
        for part in ("dev", "test"):
            print(corpus, part, "gold tokens", json.dumps(evaluate(model, encoder, L.make_examples(corpus, part))), flush=True)
    if len(sys.argv) > 2 and sys.argv[2].endswith(".dgm"):
        from reference import Segmenter
        seg = Segmenter(sys.argv[2])
        for corpus in ("ewt", "gum"):
            print(corpus, "test raw text", json.dumps(raw_scores(model, encoder, seg, corpus, "test")), flush=True)


if __name__ == "__main__":
    main()
