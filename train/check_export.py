"""Compares the numpy reference on an exported file with the network itself: check_export.py MODEL.pt MODEL.dgm [SENTENCES]."""
import sys

import data as L
from model import QLinear
from reference import Parser
from train_parser import bioes_spans, load, predict

import torch

torch.set_num_threads(1)
model, encoder, c = load(sys.argv[1])
v = encoder.vocab
ref = Parser(sys.argv[2])
dev = L.make_examples("ewt", "dev")[:int(sys.argv[3]) if len(sys.argv) > 3 else 150]
QLinear.quantised = True
same = dict.fromkeys(("upos", "feats", "head", "deprel", "ner"), 0)
n = las = 0
for e, p in zip(dev, predict(model, encoder, dev)):
    r = ref(e.forms, e.spaces)
    p = dict(upos=[v["upos"][i] for i in p["upos"]], feats=[v["feats"][i] for i in p["feats"]], head=list(p["head"]),
             deprel=[v["deprel"][i] for i in p["rel"]], ner=[v["ner"][i] for i in p["ner"]])
    n += len(e.forms)
    for k in same:
        same[k] += sum(a == b for a, b in zip(p[k], r[k]))
    las += sum(h == g and d == q for h, g, d, q in zip(r["head"], e.head, r["deprel"], e.rel))
print("agreement with the network, %:", {k: round(100 * x / n, 2) for k, x in same.items()}, "LAS of the exported file", round(100 * las / n, 2))
