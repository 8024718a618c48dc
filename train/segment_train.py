"""Trains the segmenter (see segment.py) on EWT and GUM and measures it on raw text."""
import os
import random
import re
import sys
from collections import Counter, defaultdict

import numpy as np
import torch
from torch import nn

import segment as S
from conllu import paragraphs, raw_text, treebank

TITLES = ("Gen. Maj. Gen.|Lt. Gen.|Lt. Col.|Sgt.|Capt.|Col.|Sen.|Rep.|Gov.|Dr.|Prof.|Mr.|Mrs.|Ms.|Adm.|Brig. Gen.|"
          "Rev.|Hon.|St.|Pres.|Amb.|Cmdr.|Insp.|Supt.").split("|")


def token_labels(text, spans):
    """dict position -> 1 (token boundary) or 2 (inside a multiword token), for positions inside chunks."""
    labels = {}
    flat = [w for s in spans for w in s]
    owner = [k for k, s in enumerate(spans) for _ in s]
    for i in range(1, len(flat)):
        if flat[i][0] == flat[i - 1][1]:
            same = owner[i] == owner[i - 1] and flat[i][2] == flat[i - 1][2]
            labels[flat[i][0]] = 2 if same else 1
    return labels


def build_lexicon(pars):
    """Letter runs that are split in the training data (at least twice): run -> split positions."""
    count, total = defaultdict(Counter), Counter()
    for par in pars:
        text, spans = raw_text(par)
        labels = token_labels(text, spans)
        f = "".join(map(S.fold, text))
        i = 0
        while i < len(f):
            if S.char_class(f[i]) != "a":
                i += 1
                continue
            j = i
            while j < len(f) and S.char_class(f[j]) == "a":
                j += 1
            total[f[i:j]] += 1
            for p in range(i + 1, j):
                if p in labels:
                    count[f[i:j]][p - i] += 1
            i = j
    lexicon = {}
    for run, c in count.items():
        keep = sorted(p for p, n in c.items() if n >= 2 and n >= 0.02 * total[run])
        if keep:
            lexicon[run] = keep
    return lexicon


def split_examples(par, lexicon):
    text, spans = raw_text(par)
    labels = token_labels(text, spans)
    f = "".join(map(S.fold, text))
    ch = S.chunks(text)
    feats, ys, missed = [], [], len(labels)
    for k, (a, b) in enumerate(ch):
        before = f[ch[k - 1][0]:ch[k - 1][1]] if k else ""
        after = f[ch[k + 1][0]:ch[k + 1][1]] if k + 1 < len(ch) else ""
        if all(S.char_class(c) == "a" for c in f[a:b]) and f[a:b] not in lexicon:
            continue
        places = S.candidates(f[a:b], lexicon)
        for p in places:
            last = str(labels.get(a + p - 1, 0)) if p - 1 in places else ""
            feats.append(S.split_features(f[a:b], text[a:b], p, before, after, last))
            y = labels.get(a + p, 0)
            missed -= y > 0
            ys.append(y)
    return feats, ys, missed


def decorate(par, rng, names):
    """Copies of a paragraph's words with abbreviated titles put before some person names."""
    from copy import copy
    out = []
    for s in par:
        t = copy(s)
        t.words = []
        tok = -1
        starts = names.get(s.sent_id, ())
        lift = 0
        for j, w in enumerate(s.words):
            if j in starts and rng.random() < 0.3 and w.token != (s.words[j - 1].token if j else -1):
                from conllu import Word
                for part in rng.choice(TITLES).split(" "):
                    t.words.append(Word(part, part, "PROPN", "", 0, "", w.token + lift, True))
                    lift += 1
            w = copy(w)
            w.token += lift
            t.words.append(w)
        out.append(t)
    return out


# Runs of letters that remain when the apostrophe is left out and that are no other word: "dont", but not "well".
BARE = set("dont doesnt didnt cant wont isnt arent wasnt werent havent hasnt hadnt couldnt wouldnt shouldnt aint im ive youre "
           "youve theyre theyve thats whats hes shes its lets theres wheres heres".split())


def worn(par, rng, apostrophes=0.05, spaces=0.015):
    """A copy of a paragraph with the slips of people in a hurry: apostrophes and spaces behind marks left out."""
    from copy import copy
    out = []
    for s in par:
        t = copy(s)
        t.words = [copy(w) for w in s.words]
        for j, w in enumerate(t.words):
            bare = w.form.replace("'", "").replace("\u2019", "")
            if j and bare != w.form and (t.words[j - 1].form + bare).lower() in BARE and rng.random() < apostrophes:
                w.form = bare
            if w.form in (".", ",", ";", ":", "?", "!", ")") and w.space_after and j + 1 < len(t.words) and t.words[j + 1].form[0].isalpha() \
                    and rng.random() < spaces:
                w.space_after = False
        out.append(t)
    return out


class Splitter(nn.Module):
    DIM = 32

    def __init__(self):
        super().__init__()
        self.rows = nn.Embedding(S.SPLIT_BUCKETS, self.DIM)
        nn.init.normal_(self.rows.weight, std=0.05)
        self.bias = nn.Parameter(torch.full((self.DIM,), 0.1))
        self.out = nn.Linear(self.DIM, 3)

    def forward(self, x, keep=None):
        e = self.rows(x)
        e = (e if keep is None else e * keep.unsqueeze(-1)).sum(1)
        return self.out(torch.relu(e + self.bias))

    def arrays(self):
        return [t.detach().numpy() for t in (self.rows.weight, self.bias, self.out.weight, self.out.bias)]


class Sentencer(nn.Module):
    DIM, HIDDEN = 32, 64

    def __init__(self):
        super().__init__()
        d, h = self.DIM, self.HIDDEN
        self.form = nn.Embedding(S.SENT_FORM_BUCKETS, d)
        self.affix = nn.Embedding(S.SENT_AFFIX_BUCKETS, d)
        self.shape = nn.Embedding(S.SENT_SHAPE_BUCKETS, d)
        for e in (self.form, self.affix, self.shape):
            nn.init.normal_(e.weight, std=0.1)
        self.conv1 = nn.Conv1d(d, h, 5, padding=2)
        self.conv2 = nn.Conv1d(h, h, 5, padding=2)
        self.out = nn.Linear(h, 1)

    def forward(self, x, drop=0.0):
        """x: (batch, length, 3) buckets, -1 is padding. Returns (batch, length) scores."""
        mask = (x[..., 0] >= 0).unsqueeze(1)
        x = x.clamp(min=0)
        e = self.form(x[..., 0])
        if drop and self.training:
            keep = (torch.rand(x.shape[:2]) > drop).unsqueeze(-1)
            e = e * keep
        e = e + self.affix(x[..., 1]) + self.shape(x[..., 2])
        e = nn.functional.dropout(e, 0.3, self.training).transpose(1, 2) * mask
        h = torch.relu(self.conv1(e)) * mask
        h = nn.functional.dropout(h, 0.35, self.training)
        h = torch.relu(self.conv2(h)) * mask
        h = nn.functional.dropout(h, 0.35, self.training)
        return self.out(h.transpose(1, 2)).squeeze(-1)


def words_of(text, lexicon, arrays):
    """Words of a paragraph: (start, end, continues) where continues = inside a multiword token."""
    rows, bias, weight, offset = arrays
    f = "".join(map(S.fold, text))
    ch = S.chunks(text)
    out = []
    for k, (a, b) in enumerate(ch):
        before = f[ch[k - 1][0]:ch[k - 1][1]] if k else ""
        after = f[ch[k + 1][0]:ch[k + 1][1]] if k + 1 < len(ch) else ""
        start, inside = a, False
        if not all(S.char_class(c) == "a" for c in f[a:b]) or f[a:b] in lexicon:
            last_place, y = -2, 0
            for p in S.candidates(f[a:b], lexicon):
                last = str(y) if p - 1 == last_place else ""
                x = S.split_features(f[a:b], text[a:b], p, before, after, last)
                h = np.maximum(rows[x].sum(0) + bias, 0)
                y, last_place = int((weight @ h + offset).argmax()), p
                if y:
                    out.append((start, a + p, inside))
                    start, inside = a + p, y == 2
        out.append((start, b, inside))
    return out


def sentence_input(text, words):
    rows = []
    for i, (a, b, _) in enumerate(words):
        gap = text[words[i - 1][1]:a] if i else " "
        space = 0 if not gap else (2 if "\n" in gap else 1)
        rows.append(S.sentence_features(text[a:b], space))
    return rows


def ends_of(model, rows, threshold=0.0):
    with torch.no_grad():
        s = model(torch.tensor([rows]))[0].numpy()
    return s > threshold, s


def f1(gold, system):
    hit = len(gold & system)
    return 200.0 * hit / max(1, len(gold) + len(system))


def measure(pars, lexicon, weights, model, threshold=0.0):
    gw, sw, gs, ss, gt, st = set(), set(), set(), set(), set(), set()
    base = 0
    scores = []
    for par in pars:
        text, spans = raw_text(par)
        words = words_of(text, lexicon, weights)
        rows = sentence_input(text, words)
        end, s = ends_of(model, rows, threshold)
        for x in spans:
            gs.add((base + x[0][0], base + x[-1][1]))
            gw.update((base + a, base + b) for a, b, _ in x)
            tok = {}
            for a, b, t in x:
                tok[t] = (tok.get(t, (a, b))[0], b)
            gt.update((base + a, base + b) for a, b in tok.values())
        start = 0
        gold_ends = {x[-1][1] for x in spans}
        for i, (a, b, inside) in enumerate(words):
            sw.add((base + a, base + b))
            if not inside:
                e = i
                while e + 1 < len(words) and words[e + 1][2]:
                    e += 1
                st.add((base + a, base + words[e][1]))
            if i + 1 == len(words) or end[i]:
                ss.add((base + words[start][0], base + b))
                start = i + 1
        base += len(text) + 2
    return dict(tokens=f1(gt, st), words=f1(gw, sw), sentences=f1(gs, ss))


DROP, LR = 0.4, 3e-3


def main():
    seed = 1
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    out = sys.argv[1]
    train = paragraphs(treebank("ewt", "train")) + paragraphs(treebank("gum", "train"))
    rng = random.Random(seed)
    tired = [[worn(par, rng) for par in train] for _ in range(3)]
    lexicon = build_lexicon(train + tired[0])
    print("lexicon", len(lexicon))
    from names import gold_names
    names = {}
    for corpus in ("ewt", "gum"):
        names.update(gold_names(corpus, "train"))
    starts = {k: {a for a, b, t in v if t == "PERSON"} for k, v in names.items()}
    # --- splitter
    X, Y, missed = [], [], 0
    for rnd in range(5):
        for k, par in enumerate(train):
            p = par if rnd == 0 else decorate(par, rng, starts) if rnd == 1 else tired[rnd - 2][k]
            if rnd == 1 and sum(len(s.words) for s in p) == sum(len(s.words) for s in par):
                continue
            if rnd > 1 and raw_text(p)[0] == raw_text(par)[0]:
                continue
            f, y, m = split_examples(p, lexicon)
            X += f
            Y += y
            missed += m
    print("candidates", len(Y), Counter(Y), "gold splits that are no candidates", missed)
    X, Y = torch.tensor(X), torch.tensor(Y)
    splitter = Splitter()
    opt = torch.optim.Adam(splitter.parameters(), lr=2e-3)
    epochs = 8
    for epoch in range(epochs):
        order = torch.randperm(len(Y))
        total = 0.0
        for i in range(0, len(Y), 256):
            for g in opt.param_groups:
                g["lr"] = LR * (1 - (epoch + i / len(Y)) / epochs)
            b = order[i:i + 256]
            x = X[b]
            keep = (torch.rand(x.shape) > DROP).float() / (1 - DROP)  # no single template may decide alone
            loss = nn.functional.cross_entropy(splitter(x, keep), Y[b])
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += float(loss.detach()) * len(b)
        print("splitter epoch", epoch, total / len(Y), flush=True)
    weights = splitter.arrays()
    print("splitter", measure(paragraphs(treebank("ewt", "dev")), lexicon, weights, Sentencer().eval()))
    if len(sys.argv) > 2:
        return
    # --- sentencer
    data = []
    for rnd in range(4):
        group = []
        order = list(train)
        if rnd:
            rng.shuffle(order)
        for par in order:
            p = par
            if rnd:
                p = decorate(par, rng, starts)
            # One paragraph, or some glued: text from the web often lacks its paragraph marks.
            text, spans = raw_text(p)
            words = [(a, b, False) for s in spans for a, b, _ in s]
            ends = []
            for s in spans:
                ends += [0] * (len(s) - 1) + [1]
            rows = sentence_input(text, words)
            if rnd == 3 and rng.random() < 0.15:  # headline in capitals, or all lower case
                t2 = text.upper() if rng.random() < 0.5 else text.lower()
                if len(t2) == len(text):
                    rows = sentence_input(t2, words)
            ends[-1] = 1 if rnd == 2 else -1  # the end of a paragraph is given, never predicted
            if group and (rnd == 2 and rng.random() < 0.5) and len(group[-1][0]) < 200:
                group[-1][0].extend(rows)
                group[-1][1].extend(ends)
            else:
                group.append((rows, ends))
        data += [(r, e) for r, e in group if len(r) > 1]
    model = Sentencer()
    opt = torch.optim.Adam(model.parameters(), lr=2e-3)
    epochs = 4
    steps = 0
    for epoch in range(epochs):
        order = sorted(range(len(data)), key=lambda i: (len(data[i][0]) // 8, random.random()))
        batches, b, size = [], [], 0
        for i in order:
            b.append(i)
            size += len(data[i][0])
            if size > 1500:
                batches.append(b)
                b, size = [], 0
        if b:
            batches.append(b)
        random.shuffle(batches)
        total = count = 0
        model.train()
        for k, b in enumerate(batches):
            n = max(len(data[i][0]) for i in b)
            x = torch.full((len(b), n, 3), -1)
            y = torch.full((len(b), n), -1.0)
            for j, i in enumerate(b):
                r, e = data[i]
                x[j, :len(r)] = torch.tensor(r)
                y[j, :len(r)] = torch.tensor(e, dtype=torch.float)
            for g in opt.param_groups:
                g["lr"] = 3e-3 * (1 - steps / (epochs * len(batches)))
            steps += 1
            s = model(x, drop=0.1)
            m = y >= 0
            loss = nn.functional.binary_cross_entropy_with_logits(s[m], y[m])
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += float(loss.detach()) * int(m.sum())
            count += int(m.sum())
        model.eval()
        dev = measure(paragraphs(treebank("ewt", "dev")), lexicon, weights, model)
        print("sentencer epoch", epoch, total / count, dev, flush=True)
    best = max((measure(paragraphs(treebank("ewt", "dev")), lexicon, weights, model, t)["sentences"], t)
               for t in (-1.0, -0.7, -0.4, -0.2, 0.0, 0.2, 0.4, 0.7))
    print("threshold", best)
    threshold = best[1]
    for corpus in ("ewt", "gum"):
        for part in ("dev", "test"):
            print(corpus, part, measure(paragraphs(treebank(corpus, part)), lexicon, weights, model, threshold))
    torch.save(dict(lexicon=lexicon, splitter=splitter.state_dict(), sentencer=model.state_dict(), threshold=threshold), out)


if __name__ == "__main__":
    main()
