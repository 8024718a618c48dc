"""Names as (first word, end word, type) a sentence, from UNER-EWT and from GUM's Entity column.

The types of the run time: PERSON ORG PLACE STATE FACILITY EVENT PRODUCT DATE MONEY NUMBER NORP.
Not every source marks every type: `known_types` says which types a source marks completely, so that
the training can leave the others open instead of learning wrong negatives.
"""
import re

from conllu import DATA, read_iob2, treebank

UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}


def gold_names(corpus, part):
    if corpus == "ewt":
        import os
        path = f"{DATA}/ner/uner-ewt/en_ewt-ud-{part}.iob2"
        if not os.path.exists(path):
            return {}
        out = {}
        for sid, words in read_iob2(path).items():
            spans, start = [], -1
            for i, (_, t) in enumerate(words + [("", "O")]):
                if start >= 0 and not t.startswith("I-"):
                    spans.append((start, i, UNER[kind]))
                    start = -1
                if t.startswith("B-"):
                    start, kind = i, t[2:]
            out[sid] = spans
        return out
    out = {}
    for s in treebank("gum", part):
        out[s.sent_id] = [(a, b, t) for a, b, t, named in gum_entities(s) if named and t == "PERSON"]
    return out


GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "PLACE", "event": "EVENT",
             "object": "PRODUCT", "time": "DATE"}


def gum_entities(sentence):
    """All entity spans of a GUM sentence: (first, end, GUM type, is a name)."""
    open_, out = [], []
    for i, w in enumerate(sentence.words):
        m = re.search(r"Entity=([^|]*)", w.misc)
        if not m:
            continue
        for o, body, close in re.findall(r"(\()?([^()]*)(\))?", m.group(1)):
            if o:
                p = body.split("-")
                open_.append((p[0], i, p[1] if len(p) > 1 else ""))
                if close:
                    g, a, t = open_.pop()
                    out.append((a, i + 1, t))
            elif close:
                g = body.split("-")[0]
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == g:
                        _, a, t = open_.pop(k)
                        out.append((a, i + 1, t))
                        break
    result = []
    for a, b, t in sorted(out):
        # A mention is a name if it is headed by a proper noun.
        head = next((k for k in range(a, b) if not a <= sentence.words[k].head - 1 < b), a)
        named = sentence.words[head].upos == "PROPN"
        result.append((a, b, GUM_TYPES.get(t, t), named))
    return result
