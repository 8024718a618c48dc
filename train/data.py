"""Sentences as training examples: vocabularies, lemma scripts, name tags, augmentation."""
import os
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import segment as S
from conllu import DATA, read_iob2, treebank
from names import gum_entities

NAME_TYPES = ("PERSON", "ORG", "PLACE", "STATE", "NORP", "FACILITY", "EVENT", "PRODUCT", "DATE", "MONEY", "NUMBER")
NER_TAGS = ("O",) + tuple(f"{p}-{t}" for t in NAME_TYPES for p in "BIES")  # BIOES
TAG_ID = {t: i for i, t in enumerate(NER_TAGS)}
OPEN_IN_EWT = [i for i, t in enumerate(NER_TAGS) if t[2:] in ("EVENT", "PRODUCT", "DATE")]
UPOS = ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X").split()
UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
TO_UNER = {"PERSON": "PER", "ORG": "ORG", "PLACE": "LOC", "STATE": "LOC", "FACILITY": "LOC"}


@dataclass
class Example:
    forms: list
    spaces: list  # is there white space before the word (0/1)
    upos: list = None
    feats: list = None
    lemma: list = None
    head: list = None
    rel: list = None
    ner: list = None  # exact tag ids
    open_: list = None  # per word: a tuple of further tag ids that may be true as well
    weight: float = 1.0
    uner: list = None  # gold UNER spans, for scoring


# ---------------------------------------------------------------- lemmas
def lemma_script(form, lemma):
    """The shortest edit that makes the lemma of the form. See README.md, "Lemmas"."""
    low = form.lower()
    if lemma == form and form != low:
        case, f = "k", form
    elif lemma == lemma.lower():
        case, f = "l", low
    elif form[:1] == lemma[:1]:
        case, f = "k", form
    else:
        case, f = "c", low[:1].upper() + low[1:]
    n = 0
    while n < min(len(f), len(lemma)) and f[n] == lemma[n]:
        n += 1
    if n == 0 or (n < 2 and len(f) - n > 3):
        return case + "=" + lemma
    return f"{case}-{len(f) - n}+{lemma[n:]}"


def apply_script(form, script):
    if script[1] == "=":
        return script[2:]
    low = form.lower()
    f = {"k": form, "l": low, "c": low[:1].upper() + low[1:]}[script[0]]
    cut, add = script[2:].split("+", 1)
    cut = int(cut)
    return f[:len(f) - cut] + add if cut <= len(f) else f


# ---------------------------------------------------------------- names
_states, _norp = set(), set()
for _line in open(os.path.join(os.path.dirname(__file__), "states.txt"), encoding="utf-8"):
    if _line.strip() and _line[0] != "#":
        a, b = _line.rstrip("\n").split("|")
        _states.update(x for x in a.split(",") if x)
        _norp.update(x for x in b.split(",") if x)

FACILITY_HEADS = set("airport hospital bridge stadium base prison palace embassy consulate mosque church cathedral temple museum "
                     "station port harbor harbour plant dam tower building hotel arena hall house camp library castle "
                     "checkpoint pipeline refinery square mall garage center centre".split())
CURRENCY = set("$ € £ ¥ US$ dollar dollars euro euros pound pounds yen yuan rupee rupees ruble rubles rouble roubles "
               "cent cents dinar dinars riyal riyals usd eur bucks peso pesos lira".split())
MONTHS = set("january february march april may june july august september october november december jan feb mar apr jun jul "
             "aug sep sept oct nov dec".split())
PERSON_TITLES = set("mr mr. mrs mrs. ms ms. dr dr. president prime minister sir lord lady king queen prince princess pope "
                    "professor prof prof. general gen. colonel col. captain senator sen. congressman rep. governor gov. "
                    "secretary judge justice chief ayatollah sheikh sheik emperor saint st. chancellor ambassador madam speaker dad mom mum "
                    "father mother grandma grandpa officer".split())


def tag_spans(n, spans):
    ner = [0] * n
    for a, b, t in spans:
        if b - a == 1:
            ner[a] = TAG_ID["S-" + t]
        else:
            ner[a], ner[b - 1] = TAG_ID["B-" + t], TAG_ID["E-" + t]
            for i in range(a + 1, b - 1):
                ner[i] = TAG_ID["I-" + t]
    return ner


def refine(words, spans):
    """PLACE to STATE or FACILITY by the lists; adds NORP, MONEY and NUMBER outside of other names."""
    out = []
    for a, b, t in spans:
        text = " ".join(w.form for w in words[a:b])
        if t in ("PLACE", "ORG") and (text in _states or (text.isupper() and len(text) > 3 and text.title() in _states)):
            t = "STATE" if t == "PLACE" else t
        elif t == "PLACE" and words[b - 1].form.lower() in FACILITY_HEADS and b - a > 1:
            t = "FACILITY"
        out.append((a, b, t))
    taken = [False] * len(words)
    for a, b, _ in out:
        for i in range(a, b):
            taken[i] = True
    i = 0
    while i < len(words):
        w = words[i]
        if taken[i]:
            i += 1
            continue
        two = w.form + " " + words[i + 1].form if i + 1 < len(words) and not taken[i + 1] else ""
        if two in _norp:
            out.append((i, i + 2, "NORP"))
            i += 2
            continue
        if w.form in _norp and w.upos in ("ADJ", "PROPN", "NOUN"):
            out.append((i, i + 1, "NORP"))
        elif w.upos == "NUM":
            j = i + 1
            while j < len(words) and not taken[j] and words[j].upos == "NUM":
                j += 1
            if i and words[i - 1].form.lower() in CURRENCY and not taken[i - 1]:
                k = j + 1 if j < len(words) and words[j].form.lower() in CURRENCY else j
                out.append((i - 1, k, "MONEY"))
                j = k
            elif j < len(words) and not taken[j] and words[j].form.lower() in CURRENCY:
                out.append((i, j + 1, "MONEY"))
                j += 1
            else:
                out.append((i, j, "NUMBER"))
            i = j
            continue
        i += 1
    return sorted(out)


def gum_flat(s):
    """GUM's nested mentions as flat names: the core of every named mention, outermost first."""
    words, out = s.words, []
    taken = [False] * len(words)
    for a, b, t, named in sorted(gum_entities(s), key=lambda m: m[0] - m[1]):
        head = next((k for k in range(a, b) if not a <= words[k].head - 1 < b), a)
        if t == "DATE":
            while a < b and (words[a].upos in ("ADP", "DET", "SCONJ") or words[a].upos == "PUNCT"):
                a += 1
            while b > a and words[b - 1].upos == "PUNCT":
                b -= 1
            low = [w.form.lower() for w in words[a:b]]
            if not 0 < b - a <= 6 or not (any(w.upos in ("NUM", "PROPN") for w in words[a:b]) or low[-1] in
                                          ("today", "yesterday", "tomorrow", "week", "month", "year", "tonight", "weekend",
                                           "morning", "afternoon", "century", "decade", "season")):
                continue
        elif named and t in ("PERSON", "ORG", "PLACE", "EVENT", "PRODUCT"):
            def part(k):
                w = words[k]
                return w.upos == "PROPN" or (w.form[:1].isupper() and w.deprel in (
                    "flat", "compound", "amod", "nmod", "nmod:desc", "conj", "nummod") and w.upos in ("ADJ", "NOUN", "VERB", "NUM"))
            glue = ("of", "for", "and", "the", "&", "'s", "in", "on") if t != "PERSON" else ("of", "de", "van", "al", "bin")
            lo = head
            while lo > a:
                if part(lo - 1):
                    lo -= 1
                elif lo - 2 >= a and words[lo - 1].upos == "PUNCT" and words[lo - 1].form in "-–." and part(lo - 2):
                    lo -= 2
                elif lo - 2 >= a and words[lo - 1].form in ("'s", "&", "’s") and part(lo - 2) and t != "PERSON":
                    lo -= 2
                else:
                    break
            hi = head + 1
            while hi < b:
                if part(hi):
                    hi += 1
                    continue
                k = hi
                while k < b and k - hi < 2 and (words[k].form.lower() in glue or (words[k].form in "-–" and words[k].upos == "PUNCT")):
                    k += 1
                if k > hi and k < b and part(k) and not (t == "PLACE" and words[hi].form.lower() in ("and", "in")):
                    hi = k + 1
                else:
                    break
            a, b = lo, hi
            if t == "PERSON":
                while a < b and words[a].form.lower() in PERSON_TITLES:
                    a += 1
                if " ".join(w.form for w in words[a:b]) in _norp:
                    t = "NORP"
        else:
            continue
        if any(taken[a:b]) or a >= b:
            continue
        for i in range(a, b):
            taken[i] = True
        out.append((a, b, t))
    return sorted(out)


def iob_spans(tags):
    spans, start = [], -1
    for i, t in enumerate(list(tags) + ["O"]):
        if start >= 0 and (t == "O" or t[:2] == "B-" or t[2:] != kind):
            spans.append((start, i, kind))
            start = -1
        if t != "O" and start < 0:
            start, kind = i, t[2:]
    return spans


def make_examples(corpus, part):
    uner = {}
    if corpus == "ewt" and part != "test":
        uner = read_iob2(f"{DATA}/ner/uner-ewt/en_ewt-ud-{part}.iob2")
    out = []
    for s in treebank(corpus, part):
        w = s.words
        n = len(w)
        e = Example([x.form for x in w], [1] + [int(w[i - 1].token != w[i].token and w[i - 1].space_after) for i in range(1, n)],
                    [x.upos for x in w], [x.feats for x in w], [x.lemma for x in w], [x.head for x in w], [x.deprel for x in w])
        if corpus == "ewt":
            tags = uner.get(s.sent_id)
            if tags is not None and [f for f, _ in tags] == e.forms:
                e.uner = iob_spans([t for _, t in tags])
                e.ner = tag_spans(n, refine(w, [(a, b, UNER[t]) for a, b, t in e.uner]))
                e.open_ = [()] * n
                for i in range(n):
                    if e.ner[i] == 0 or NER_TAGS[e.ner[i]].endswith("NUMBER"):
                        e.open_[i] = tuple(OPEN_IN_EWT)
                    if re.fullmatch(r"1[5-9]\d\d|20\d\d", w[i].form) or (e.ner[i] and NER_TAGS[e.ner[i]].endswith("NUMBER") and any(
                            0 <= k < n and w[k].form.lower().rstrip(".") in MONTHS for k in (i - 1, i + 1, i - 2))):
                        e.open_[i] = tuple(OPEN_IN_EWT) + (0,)
        else:
            e.ner = tag_spans(n, refine(w, gum_flat(s)))
            e.open_ = [()] * n
        out.append(e)
    return out


def vocabularies(examples):
    feats = Counter(f for e in examples for f in e.feats)
    scripts = Counter(lemma_script(f, l) for e in examples for f, l in zip(e.forms, e.lemma) if l != "_")
    rels = Counter(r for e in examples for r in e.rel)
    return dict(upos=list(UPOS), feats=["_"] + sorted(f for f, n in feats.items() if n >= 3 and f != "_"),
                lemma=["l-0+"] + sorted(s for s, n in scripts.items() if n >= 3 and s != "l-0+"),
                deprel=sorted(rels), ner=list(NER_TAGS))


def encode(e, vocab_ids):
    """Label ids; -1 means unknown and is left out of the loss."""
    n = len(e.forms)
    g = lambda name, values: [vocab_ids[name].get(v, -1) for v in values] if values is not None else [-1] * n
    scripts = [lemma_script(f, l) if l != "_" else "" for f, l in zip(e.forms, e.lemma)] if e.lemma is not None else None
    return dict(upos=g("upos", e.upos), feats=g("feats", e.feats), lemma=g("lemma", scripts), rel=g("deprel", e.rel),
                head=e.head if e.head is not None else [-1] * n, ner=e.ner if e.ner is not None else [-1] * n)


# ---------------------------------------------------------------- augmentation
GIVEN = ("Mohammed Ahmad Ali Hassan Hussein Khalid Omar Yusuf Ibrahim Abdullah Mahmoud Faisal Walid Bashar Asaad Fahad Nuri Hamid "
         "Xi Wang Li Zhang Guan Hongwei Jinping Youfei Yi Qiang Vladimir Sergei Dmitry Anatoly Igor Oleksandr Volodymyr Recep Hakan "
         "Mevlut Emmanuel Jean Pierre Angela Olaf Giorgia Pedro Luiz Carlos Javier Nicolas Hugo Narendra Shehbaz Imran Kofi Kwame Thabo "
         "Cyril Uhuru Paul Abiy Muhammadu Bola Ban Antonio Shinzo Fumio Kim Moon Yoon Joko Rodrigo Maria Fatima Aisha Leila Sara").split()
FAMILY = ("Assad Shaibani Rahmon Freij Maliki Sadr Sistani Abadi Hariri Aoun Nasrallah Sisi Haftar Serraj Hadi Houthi Thani Maktoum "
          "Jubeir Jinping Yi Keqiang Jiabao Youfei Hongwei Putin Lavrov Shoigu Zelensky Kuleba Erdogan Fidan Cavusoglu Macron Scholz "
          "Merkel Sanchez Lula Maduro Chavez Modi Jaishankar Khan Sharif Karzai Ghani Annan Mbeki Ramaphosa Kenyatta Kagame Ahmed Buhari "
          "Tinubu Guterres Abe Kishida Suk Widodo Duterte Leyen Gaulle Beauvoir Mistura Villepin Rompuy Silva Santos Costa").split()
PARTICLES = (("al", "-"), ("al", "-"), ("Al", "-"), ("el", "-"), ("al",), ("Al",), ("bin",), ("ibn",), ("de",), ("van",), ("von", "der"), ("da",), ("ben",))


def augment(e, rng):
    """A changed copy of an example, or the example itself. Classes of change that news wires show."""
    r = rng.random()
    if r < 0.05:
        return recased(e, rng.choice(("upper", "upper", "title", "lower")))
    if r < 0.10:
        return without(e, rng.choice(("end", "comma")))
    if r < 0.22 and e.ner is not None and e.head is not None:
        return renamed(e, rng)
    return e


def copy_of(e):
    return Example(list(e.forms), list(e.spaces), list(e.upos), list(e.feats), list(e.lemma), list(e.head), list(e.rel),
                   list(e.ner) if e.ner is not None else None, list(e.open_) if e.open_ is not None else None, e.weight)


def recased(e, how):
    c = copy_of(e)
    small = set("a an the of in on at to for and or but by with from as is n't 's".split())
    for i, f in enumerate(e.forms):
        if how == "upper":
            g = f.upper()
        elif how == "lower":
            g = f.lower()
        else:
            g = f if f.lower() in small and i else f[:1].upper() + f[1:]
        if len(g) == len(f):
            c.forms[i] = g
    return c


def without(e, what):
    n = len(e.forms)
    has = set(e.head)
    gone = set()
    for i in range(n):
        if i + 1 in has or e.rel[i] != "punct":
            continue
        if what == "end" and i == n - 1 or what == "comma" and e.forms[i] == ",":
            gone.add(i)
    if not gone or len(gone) == n or (e.ner is not None and any(e.ner[i] for i in gone)):
        return e
    keep = [i for i in range(n) if i not in gone]
    new = {i + 1: k + 1 for k, i in enumerate(keep)}
    new[0] = 0
    c = copy_of(e)
    for name in ("forms", "spaces", "upos", "feats", "lemma", "rel", "ner", "open_"):
        v = getattr(e, name)
        setattr(c, name, [v[i] for i in keep] if v is not None else None)
    c.head = [new[e.head[i]] for i in keep]
    return c


def renamed(e, rng):
    """Replaces a two-word person name by another, half the time with a particle."""
    S_, B_, E_ = (TAG_ID[p + "-PERSON"] for p in "SBE")
    places = [i for i in range(len(e.forms) - 1) if e.ner[i] == B_ and e.ner[i + 1] == E_ and e.head[i + 1] == i + 1
              and e.forms[i][:1].isupper()]
    single = [i for i in range(len(e.forms)) if e.ner[i] == S_ and e.forms[i][:1].isupper()]
    if not places:
        if not single:
            return e
        c = copy_of(e)
        for i in single:
            if e.upos[i] == "PROPN":
                c.forms[i] = c.lemma[i] = rng.choice(FAMILY)
        return c
    i = rng.choice(places)
    c = copy_of(e)
    c.forms[i], c.forms[i + 1] = rng.choice(GIVEN), rng.choice(FAMILY)
    c.lemma[i], c.lemma[i + 1] = c.forms[i], c.forms[i + 1]
    if rng.random() < 0.6:
        part = rng.choice(PARTICLES)
        k = len(part)
        at = i + 1  # 0-based place of the family name; everything from there moves by k
        move = lambda h: h + k if h > at else h
        c.head = [move(h) for h in c.head]
        last = at + 1 + k  # 1-based family name afterwards
        ins = dict(forms=list(part), spaces=[1] + [0 if part[1:] == ("-",) else 1] * (k - 1),
                   upos=["PUNCT" if p == "-" else "PROPN" for p in part], feats=["_" if p == "-" else "Number=Sing" for p in part],
                   lemma=list(part), head=[last if p == "-" else i + 1 for p in part],
                   rel=["punct" if p == "-" else "flat" for p in part], ner=[TAG_ID["I-PERSON"]] * k, open_=[()] * k)
        for name, v in ins.items():
            x = getattr(c, name)
            setattr(c, name, x[:at] + v + x[at:])
        if part[-1] == "-":
            c.spaces[at + k] = 0
    return c


# ---------------------------------------------------------------- features of words
TABLES = (("prefix2", 2048), ("prefix3", 8192), ("suffix2", 2048), ("suffix3", 8192), ("suffix4", 16384), ("shape", 4096))


def normal(form):
    """The form for the word table: folded, digits to 0, at most 40 code points."""
    return "".join("0" if S.char_class(c) == "d" else S.fold(c) for c in form[:40])


def fnv64(data):
    h = 14695981039346656037
    for b in data:
        h = ((h ^ b) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return h


def casing(forms):
    """'1' all letters upper, '2' title like, '3' all letters lower, '0' else; over a sentence."""
    upper = lower_ = 0
    long_, long_up = 0, 0
    for f in forms:
        for c in f:
            if S.char_class(c) == "a":
                if S.is_upper(c):
                    upper += 1
                else:
                    lower_ += 1
        if len(f) >= 4 and S.char_class(f[0]) == "a":
            long_ += 1
            long_up += S.is_upper(f[0])
    if upper and not lower_:
        return "1"
    if lower_ and not upper:
        return "3"
    if long_ >= 4 and long_ == long_up:
        return "2"
    return "0"


_feature_cache = {}


def word_features(forms, spaces):
    """Per word (normal form, then a bucket for each of TABLES)."""
    case = casing(forms)
    out = []
    for i, (f, sp) in enumerate(zip(forms, spaces)):
        key = (f, sp, case, i == 0)
        r = _feature_cache.get(key)
        if r is None:
            n = normal(f)
            parts = (n[:2], n[:3], n[-2:], n[-3:], n[-4:], S.shape(f[:40]) + "\x1f" + ("1" if sp else "0") + case + ("1" if i == 0 else "0"))
            r = (n,) + tuple(S.bucket(S.fnv(p.encode("utf-8", "surrogatepass"), S.fnv(bytes((t + 1,)))), size)
                             for t, (p, (_, size)) in enumerate(zip(parts, TABLES)))
            _feature_cache[key] = r
        out.append(r)
    return out
