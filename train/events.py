"""The event model: which words tell an act of which type, and who is party to it.

    events.py pretrain OUT.pt VECTORS.npz NAME[,NAME…]         each NAME stands for NAME.tables and NAME.codes
    events.py train  OUT.pt VECTORS.npz TRAIN[,TRAIN…] DEV     init=PRETRAINED.pt folder=… epochs=… dim=…
    events.py average OUT.pt IN.pt IN.pt…                       networks that were trained on from the same one
    events.py score  IN.pt NAME
    events.py export IN.pt OUT.dgm

NAME.tables is what bench/event_tables makes of the texts; NAME.codes holds the codings (event_codes.py). README.md, "Events", has
the network as formulas; this file and src/event/features.cpp must agree on every feature.
"""
import json
import os
import random
import sys
import time
from collections import Counter, defaultdict

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import segment as S
from model import QLinear, RecurrentLayer, sigmoid

TYPES = ("ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION SUPPORT "
         "THREATEN").split()
ACTS = "say support oppose praise thank condemn accuse deny pledge offer urge warn condole apologise".split()


RULE_CREDIT = 1.0  # for recipients whom the rules found behind the same act
PARTY = 0.6  # so likely in the two roles together that he has the likelier

STATUS = "actual planned hypothetical negated historical".split()


def folded(word):
    return "".join(S.fold(c) for c in word)


class Sizes:
    """What the first line of a file of tables says of the rows: read by load(), the same in all files."""
    word_rows = pair_rows = type_row = 0
    of_rules, of_hits, pair_of_rules = set(), set(), set()

    @classmethod
    def take(cls, d):
        cls.word_rows, cls.pair_rows, cls.type_row = d["word_rows"], d["pair_rows"], d["type_row"]
        cls.status_row, cls.cue_row = d["status_row"], d["cue_row"]
        cls.of_rules = {r for a, b in d["word_rows_of_rules"] for r in range(a, b)}
        cls.pair_of_rules = {r for a, b in d["pair_rows_of_rules"] for r in range(a, b)}
        cls.of_hits = set(range(*d["word_rows_of_hits"]))


class Sentence:
    """One sentence in numbers. vec: rows of the word vectors; cands: (entity, head word or -1, mention or None) of possible parties;
    pairs: act word → rows of each candidate; types: 0 no act, -1 not asked, else 1 + the type; args: act word → who is right."""
    __slots__ = ("vec", "rows", "head", "cands", "pairs", "first", "types", "modes", "statuses", "acts", "args", "spans", "n", "words", "soft", "soft_pairs")


def sentences_of(d, code, vocab):
    W = d["words"]
    out, mention_of_word, heads = [], {}, []
    for k, (a, b, e, f) in enumerate(d["mentions"]):
        heads.append(next((i for i in range(a, b) if not a <= W[i][5] < b or W[i][5] == i), a))
        for i in range(a, b):
            old = mention_of_word.get(i)
            if old is None or d["mentions"][old][1] - d["mentions"][old][0] > b - a:
                mention_of_word[i] = k
    firsts = d["sentences"]
    for s_i in range(len(firsts) - 1):
        lo, hi = firsts[s_i], firsts[s_i + 1]
        s = Sentence()
        s.first, s.n = lo, hi - lo
        s.head = [W[i][5] - lo if W[i][5] != i and lo <= W[i][5] < hi else -1 for i in range(lo, hi)]
        s.vec = [vocab.get(folded(W[i][3]), 0) or vocab.get(folded(W[i][2]), 0) for i in range(lo, hi)]
        s.words = [W[i][2] for i in range(lo, hi)]
        s.spans = [(W[i][0], W[i][1]) for i in range(lo, hi)]
        s.rows = d["rows"][lo:hi]
        s.cands = [(e, w - lo if w >= 0 else -1, m if m >= 0 else None) for e, w, m in d["candidates"][s_i]]
        s.pairs = {i - lo: d["pairs"][str(i)] for i in range(lo, hi) if str(i) in d["pairs"]}
        s.types, s.modes, s.statuses, s.acts, s.args = [0] * s.n, [None] * s.n, [-1] * s.n, [0] * s.n, {}
        s.soft = s.soft_pairs = None
        if code is not None:
            label(s, d, code, heads, mention_of_word)
        out.append(s)
    return out


def word_in(s, span):
    """The highest word of a span in this sentence, or -1."""
    inside = [i for i, (a, b) in enumerate(s.spans) if a < span[1] and span[0] < b]
    for i in inside:
        if s.head[i] not in inside:
            return i
    return inside[0] if inside else -1


def label(s, d, code, heads, mention_of_word):
    W = d["words"]
    for t, m, st, trigger, actors, recipients in code["events"]:
        if not trigger:
            continue
        inside = [i for i, (a, b) in enumerate(s.spans) if a < trigger[1] and trigger[0] < b]
        if not inside:
            continue
        at = word_in(s, trigger)
        if s.types[at] > 0:  # two acts at one word: another word of the trigger, if it has one
            free = [i for i in inside if s.types[i] <= 0]
            if not free:
                continue
            at = free[-1]
        s.types[at] = TYPES.index(t) + 1
        s.modes[at] = m
        s.statuses[at] = STATUS.index(st)
        for i in inside:
            if not s.types[i]:
                s.types[i] = -1  # neither: part of the words of an act
        parties = []
        for spans in (actors, recipients):
            wanted = set()  # mentions
            for span in spans:
                if span is None:
                    continue
                ins = [i for i in range(len(W)) if W[i][0] < span[1] and span[0] < W[i][1]]
                if not ins:
                    continue
                top = next((i for i in ins if W[i][5] not in ins or W[i][5] == i), ins[0])
                k = next((k for k, h in enumerate(heads) if h == top and ins[0] <= h <= ins[-1]), None)
                if k is None:
                    k = mention_of_word.get(top)
                if k is None:
                    k = next((mention_of_word[i] for i in ins if i in mention_of_word), None)
                if k is not None:
                    wanted.add(k)
            parties.append(wanted)
        s.args[at] = tuple((w, {d["mentions"][k][2] for k in w}) for w in parties)
    for act, cue, *_ in code["statements"]:
        if cue:
            at = word_in(s, cue)
            if at >= 0:
                s.acts[at] = ACTS.index(act) + 1


class GraphLayer(nn.Module):
    """x + GLU(W [x(head); x; mean of x(children)] + b), normalised; the root's head is zero."""

    def __init__(self, dim, drop):
        super().__init__()
        self.drop = drop
        self.lin = QLinear(3 * dim, 2 * dim)
        self.norm = nn.LayerNorm(dim)

    def forward(self, x, up, down):
        u = torch.cat([torch.bmm(up, x), x, torch.bmm(down, x)], -1)
        a, b = self.lin(u).chunk(2, -1)
        return self.norm(x + F.dropout(a * sigmoid(b), self.drop, self.training))


class ConvLayer(nn.Module):
    def __init__(self, dim, drop):
        super().__init__()
        self.drop = drop
        self.lin = QLinear(3 * dim, 2 * dim)
        self.norm = nn.LayerNorm(dim)

    def forward(self, x, mask):
        p = F.pad(x * mask, (0, 0, 1, 1))
        n = x.shape[1]
        a, b = self.lin(torch.cat([p[:, :n], x * mask, p[:, 2:]], -1)).chunk(2, -1)
        return self.norm(x + F.dropout(a * sigmoid(b), self.drop, self.training))


class EventNet(nn.Module):
    def __init__(self, vectors, modes, dim=128, layers="cgrg", drop=0.3, hidden=128):
        super().__init__()
        self.word = nn.Embedding.from_pretrained(torch.cat([torch.zeros(1, vectors.shape[1]), torch.tensor(vectors)]), freeze=False)
        self.project = QLinear(vectors.shape[1], dim, bias=False)
        self.rows = nn.EmbeddingBag(Sizes.word_rows + 1, dim, mode="sum", padding_idx=Sizes.word_rows)
        nn.init.normal_(self.rows.weight, std=0.1)
        self.norm = nn.LayerNorm(dim)
        self.kinds = layers
        self.layers = nn.ModuleList(ConvLayer(dim, drop) if k == "c" else GraphLayer(dim, drop) if k == "g" else RecurrentLayer(dim, dim, drop) for k in layers)
        self.drop = drop
        self.act_type = QLinear(dim, len(TYPES) + 1)
        self.mode = QLinear(dim, len(modes))
        self.status = QLinear(dim, len(STATUS))
        self.act = QLinear(dim, len(ACTS) + 1)
        self.act_word = QLinear(dim, 2 * hidden)
        self.party_word = QLinear(dim, 2 * hidden)
        self.nobody = QLinear(dim, 2)
        self.pair = nn.EmbeddingBag(Sizes.pair_rows + 1, hidden, mode="sum", padding_idx=Sizes.pair_rows)
        nn.init.normal_(self.pair.weight, std=0.1)
        self.party = QLinear(hidden, 2)

    def inputs(self, items, b):
        """A batch with what this network reads besides the tables."""
        return b

    def lexical(self, b):
        v = self.word(b["vec"])
        if self.training:
            v = v * (torch.rand(v.shape[:2]) > 0.1).unsqueeze(-1)
        return self.project(v)

    def encode(self, b):
        x = self.lexical(b) + self.rows(b["rows"].flatten(0, 1)).view(*b["vec"].shape, -1)
        x = F.dropout(self.norm(x), self.drop * 0.7, self.training)
        mask = b["mask"].unsqueeze(-1).to(x.dtype)
        for k, layer in zip(self.kinds, self.layers):
            x = layer(x, b["up"], b["down"]) if k == "g" else layer(x, mask)
        return F.dropout(x, self.drop, self.training)

    def parties(self, x, where, who, rows):
        """where: (pairs, 2) sentence and act word; who: party word or -1; rows of the pair → logits (pairs, 2)."""
        at = x[where[:, 0], where[:, 1]]
        a, a2 = self.act_word(at).chunk(2, -1)
        there = (who >= 0).unsqueeze(-1)
        p, p2 = (self.party_word(x[where[:, 0], who.clamp(min=0)]) * there).chunk(2, -1)
        h = F.relu(a + p + a2 * p2 + self.pair(rows))
        return self.party(F.dropout(h, self.drop * 0.7, self.training)) - self.nobody(at)


class Teacher(EventNet):
    """The same over MiniLM in place of the word vectors: what labels raw sentences for the small one."""

    def __init__(self, modes, **more):
        super().__init__(np.zeros((1, 4), np.float32), modes, **more)
        from event_vectors import Encoder
        from wordpiece import WordPiece
        self.piece, e = WordPiece.from_package(), Encoder()
        self.bert_piece = nn.Embedding.from_pretrained(e.piece, freeze=False)
        self.bert_position = nn.Parameter(e.position.clone())
        self.bert_norm, self.bert_layers = e.norm, nn.ModuleList(e.layers)
        self.project = nn.Linear(384, self.rows.weight.shape[1])

    def lexical(self, b):
        rows, pool = [], []
        for words in b["words"]:
            row, p = [101], []
            for w in words:
                ids = self.piece(w)[:8]
                if len(row) + len(ids) > 500:
                    ids = []
                p.append((len(row), len(row) + len(ids)))
                row += ids
            rows.append(row + [102])
            pool.append(p)
        n = max(map(len, rows))
        p = torch.tensor([r + [0] * (n - len(r)) for r in rows])
        bias = torch.zeros(p.shape).masked_fill(p == 0, -1e9)[:, None, None, :]
        x = F.dropout(self.bert_norm(self.bert_piece(p) + self.bert_position[:n]), 0.1, self.training)
        for l in self.bert_layers:
            x = l(x, bias)
        m = torch.zeros(len(rows), b["vec"].shape[1], n)
        for k, ps in enumerate(pool):
            for i, (a, z) in enumerate(ps):
                if z > a:
                    m[k, i, a:z] = 1 / (z - a)
        return self.project(F.dropout(torch.bmm(m, x), self.drop * 0.5, self.training))


def batch_of(items, mode_id, train=False, rng=random, rule_drop=0.25, hit_drop=0.1):
    n = max(s.n for s, _ in items)
    B = len(items)
    most = max(len(r) for s, _ in items for r in s.rows)
    vec = torch.zeros(B, n, dtype=torch.long)
    rows = torch.full((B, n, most), Sizes.word_rows, dtype=torch.long)
    mask = torch.zeros(B, n, dtype=torch.bool)
    up, down = torch.zeros(B, n, n), torch.zeros(B, n, n)
    types, modes, acts, statuses = (torch.full((B, n), -1) for _ in range(4))
    where, who, prow, plabel, pmask, group, acts_seen = [], [], [], [], [], [], -1
    blind = []
    for k, (s, d) in enumerate(items):
        no_rules = train and rng.random() < rule_drop
        blind.append(no_rules)
        for i in range(s.n):
            r = s.rows[i]
            if no_rules:
                r = [x for x in r if x not in Sizes.of_rules]
            if train and rng.random() < hit_drop:
                r = [x for x in r if x not in Sizes.of_hits and x not in Sizes.of_rules]
            rows[k, i, :len(r)] = torch.tensor(r)
            if s.head[i] >= 0:
                up[k, i, s.head[i]] = 1
                down[k, s.head[i], i] = 1
            types[k, i], acts[k, i], statuses[k, i] = s.types[i], s.acts[i], s.statuses[i]
            if s.types[i] > 0:
                modes[k, i] = mode_id.get((TYPES[s.types[i] - 1], s.modes[i]), -1)
        vec[k, :s.n] = torch.tensor(s.vec)
        mask[k, :s.n] = True
        for t, (actors, recipients) in s.args.items():
            if t not in s.pairs:
                continue
            ty = Sizes.type_row + s.types[t] - 1
            for c, r in zip(s.cands, s.pairs[t]):
                if no_rules:
                    r = [x for x in r if x not in Sizes.pair_of_rules]
                    if c[1] < 0:
                        continue
                if not where or where[-1] != (k, t):
                    acts_seen += 1
                where.append((k, t))
                who.append(c[1])
                prow.append(r + [ty])
                group.append(acts_seen)
                lab, msk = [], []
                for mentions, entities in (actors, recipients):
                    yes = c[2] in mentions or (c[2] is None and c[0] in entities)
                    lab.append(float(yes))
                    msk.append(float(yes or c[0] not in entities))
                plabel.append(lab)
                pmask.append(msk)
    down = down / down.sum(-1, keepdim=True).clamp(min=1)
    most = max(map(len, prow), default=1)
    pr = torch.full((len(prow), most), Sizes.pair_rows, dtype=torch.long)
    for k, r in enumerate(prow):
        pr[k, :len(r)] = torch.tensor(r)
    return dict(words=[s.words for s, _ in items], vec=vec, rows=rows, mask=mask, up=up, down=down, types=types, modes=modes, acts=acts, statuses=statuses,
                where=torch.tensor(where, dtype=torch.long).view(-1, 2), who=torch.tensor(who, dtype=torch.long), pair=pr,
                group=torch.tensor(group, dtype=torch.long), acts_seen=acts_seen + 1, plabel=torch.tensor(plabel).view(-1, 2), pmask=torch.tensor(pmask).view(-1, 2))


def load(names, vocab, folder="", pairs=True):
    out = []
    for name in names:
        codes = {}
        if pairs:
            for line in open(f"{folder}{name}.codes"):
                c = json.loads(line)
                codes[c["id"]] = c
        for line in open(f"{folder}{name}.tables"):
            d = json.loads(line)
            if "word_rows" in d:
                Sizes.take(d)
                continue
            if not pairs:
                d["pairs"] = {}
            for s in sentences_of(d, codes.get(d["id"]), vocab):
                out.append((s, d if pairs else None))
    return out


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


@torch.inference_mode()
def predict(net, items, modes, mode_id, types_only=False):
    """A dict (text id) → list of (type, mode, probability, trigger span, {entity: (p actor, p recipient)}), before thresholds."""
    net.eval()
    found = defaultdict(list)
    order = sorted(range(len(items)), key=lambda k: items[k][0].n)
    for b in range(0, len(order), 64):
        part = [items[k] for k in order[b:b + 64]]
        bt = net.inputs(part, batch_of(part, mode_id))
        x = net.encode(bt)
        p = net.act_type(x).softmax(-1)
        ml = net.mode(x)
        jobs, where, who, prow = [], [], [], []
        for k, (s, d) in enumerate(part):
            for i in range(s.n):
                if p[k, i, 0] > 0.9 or i not in s.pairs:
                    continue
                t = int(p[k, i, 1:].argmax())
                own = [j for j, (ty, m) in enumerate(modes) if ty == TYPES[t]]
                mode = modes[own[int(ml[k, i, own].argmax())]][1] if own else ""
                job = (s, d, i, t, mode, 1 - float(p[k, i, 0]), len(where))
                for c, r in zip(s.cands, s.pairs.get(i, [])):
                    ty = Sizes.type_row + t
                    where.append((k, i))
                    who.append(c[1])
                    prow.append(r + [ty])
                jobs.append(job + (len(where),))
        if not jobs:
            continue
        q = torch.zeros(0, 2)
        if where:
            most = max(map(len, prow))
            pr = torch.full((len(prow), most), Sizes.pair_rows, dtype=torch.long)
            for k, r in enumerate(prow):
                pr[k, :len(r)] = torch.tensor(r)
            q = net.parties(x, torch.tensor(where), torch.tensor(who), pr)
        for s, d, i, t, mode, prob, a, z in jobs:
            parties = {}
            rule = next((e for e in d["events"] if e[0] == s.first + i), None)
            credit = rule[5] if rule and rule[1] == TYPES[t] else ()
            for c, v in zip(s.cands, q[a:z].tolist() if z > a else []):
                old = parties.get(c[0], (-99, -99))
                parties[c[0]] = (max(old[0], v[0]), max(old[1], v[1] + (RULE_CREDIT if c[0] in credit else 0)))
            found[d["id"]].append((TYPES[t], mode, prob, s.spans[i], parties))
    return found


def chosen(parties, role, bias, margin):
    """The likeliest entity, if all together are likelier than nobody; and with it all above the margin."""
    z = {e: v[role] + bias for e, v in parties.items()}
    if not z or np.logaddexp.reduce(list(z.values())) <= 0:
        return set()
    return {e for e, v in z.items() if v > margin} | {max(z, key=z.get)}


def decide(found, thr=0.5, ba=0.0, br=0.0, margin=1.0):
    out = {}
    for id, list_ in found.items():
        ev = []
        for t, m, p, span, parties in list_:
            if p < thr:
                continue
            ac, re = chosen(parties, 0, ba, margin), chosen(parties, 1, br, margin)
            for e in ac & re:
                (re if parties[e][0] + ba >= parties[e][1] + br else ac).discard(e)
            for e, (a, r) in parties.items():
                if e not in ac and e not in re and 1 / (1 + np.exp(-a - ba)) + 1 / (1 + np.exp(-r - br)) > PARTY:
                    (ac if a + ba >= r + br else re).add(e)
            if not ac and not re:
                continue
            ev.append((t, m, span, sorted(ac), sorted(re)))
        out[id] = ev
    return out


def score(tables, codes, events):
    """The figures of bench/event_quality: events by type and parties, mode of the matched."""
    gold_n = found_n = matched = mode = trig = 0
    by = defaultdict(lambda: [0, 0, 0])
    for d in tables:
        spans = defaultdict(list)
        W = d["words"]
        for a, b, e, f in d["mentions"]:
            spans[e].append((W[a][0], W[b - 1][1]))

        def hosts(e):
            out = list(spans[e])
            if d["entities"][e][0] == 1 and d["entities"][e][1]:
                for o, x in enumerate(d["entities"]):
                    if x[0] == 12 and x[1] == d["entities"][e][1]:
                        out += spans[o]
            return out
        gold = codes[d["id"]]["events"]
        ev = [(t, m, span, [spans[e] for e in ac], [hosts(e) if m == "visit" else spans[e] for e in re]) for t, m, span, ac, re in events.get(d["id"], [])]
        gold_n += len(gold)
        found_n += len(ev)
        for g in gold:
            by[g[0]][0] += 1
        for e in ev:
            by[e[0]][1] += 1
        used, gused = set(), set()

        def common(gs, fs):
            if not gs and not fs:
                return True
            return any(overlap(g, x) for g in gs if g for f in fs for x in f)
        for turn in (0, 1):
            for gi, g in enumerate(gold):
                if gi in gused:
                    continue
                for fi, e in enumerate(ev):
                    if fi in used or e[0] != g[0] or (turn == 0 and not (g[3] and overlap(e[2], g[3]))):
                        continue
                    if common(g[4], e[3]) and common(g[5], e[4]):
                        used.add(fi)
                        gused.add(gi)
                        matched += 1
                        mode += e[1] == g[1]
                        by[g[0]][2] += 1
                        break
        tu = set()
        for g in gold:
            for fi, e in enumerate(ev):
                if fi not in tu and g[3] and e[0] == g[0] and overlap(e[2], g[3]):
                    tu.add(fi)
                    trig += 1
                    break
    f = 2 * matched / max(gold_n + found_n, 1)
    return dict(F=round(100 * f, 1), P=round(100 * matched / max(found_n, 1), 1), R=round(100 * matched / max(gold_n, 1), 1),
                mode=round(100 * mode / max(matched, 1), 1), trigF=round(200 * trig / max(gold_n + found_n, 1), 1), found=found_n), by


def rule_events(tables):
    return {d["id"]: [(t, m, (d["words"][w][0], d["words"][w][1]), ac, re) for w, t, m, st, ac, re in d["events"]] for d in tables}


def evaluate(net, dev, modes, mode_id, codes, grid=((0.5, 0, 0), (0.5, 0, 0.2), (0.55, 0, 0.2), (0.6, 0, 0.2), (0.45, 0, 0.2))):
    tables = list({id(d): d for _, d in dev}.values())
    found = predict(net, dev, modes, mode_id)
    best = None
    for g in grid:
        r, by = score(tables, codes, decide(found, *g))
        if best is None or r["F"] > best[0]["F"]:
            best = (r, g, by)
    return best


@torch.inference_mode()
def head_scores(net, data):
    """Accuracy of status (beside that of the rules' reading) and of the acts of statements at cues that the rules know."""
    net.eval()
    ok = ruled = n = 0
    act_ok = act_rule = act_n = found = gold = hit = 0
    for b in range(0, len(data), 64):
        part = data[b:b + 64]
        bt = net.inputs(part, batch_of(part, {}))
        x = net.encode(bt)
        st, ac = net.status(x).argmax(-1), net.act(x).argmax(-1)
        for k, (s, d) in enumerate(part):
            for i in range(s.n):
                if s.statuses[i] >= 0:
                    n += 1
                    ok += int(st[k, i]) == s.statuses[i]
                    own = [r - Sizes.status_row for r in s.rows[i] if Sizes.status_row <= r < Sizes.status_row + 5]
                    ruled += own == [s.statuses[i]]
                cues = [r - Sizes.cue_row for r in s.rows[i] if Sizes.cue_row <= r < Sizes.cue_row + len(ACTS)]
                gold += s.acts[i] > 0
                found += int(ac[k, i]) > 0
                hit += int(ac[k, i]) > 0 and s.acts[i] > 0
                if s.acts[i] and cues:
                    act_n += 1
                    act_ok += int(net.act(x[k, i])[1:].argmax()) + 1 == s.acts[i]
                    act_rule += cues[0] + 1 == s.acts[i]
    r = lambda a, b: round(100 * a / max(b, 1), 1)
    return dict(status=r(ok, n), status_rules=r(ruled, n), act=r(act_ok, act_n), act_rules=r(act_rule, act_n), cues_P=r(hit, found), cues_R=r(hit, gold))


def pointer_loss(z, b):
    """For each act and role: the probability that softmax over nobody (0) and all candidates gives to those that are right."""
    n = b["acts_seen"]
    position = torch.arange(len(b["group"])) - torch.searchsorted(b["group"], b["group"])
    width = int(position.max()) + 1
    loss = 0
    for r in (0, 1):
        m = torch.full((n, width + 1), -30.0)
        m[:, width] = 0
        m = m.index_put((b["group"], position), torch.where(b["pmask"][:, r] > 0, z[:, r], torch.full_like(z[:, r], -30.0)))
        y = torch.zeros(n, width + 1)
        y = y.index_put((b["group"], position), b["plabel"][:, r])
        y[:, width] = (y.sum(1) == 0).float()
        loss = loss - (torch.logsumexp(m + torch.where(y > 0, 0.0, -1e4), 1) - torch.logsumexp(m, 1)).sum()
    return loss


def coded_losses(net, b, x, n):
    """What n coded sentences with the states x are wrong in: types, modes and statuses, acts, parties; sums over the sentences, divided by n."""
    told, m = b["types"] >= 0, b["mask"]
    lt = F.cross_entropy(net.act_type(x)[told], b["types"][told], reduction="sum") / n
    mm = b["modes"] >= 0
    lm = F.cross_entropy(net.mode(x)[mm], b["modes"][mm], reduction="sum") / n if mm.any() else 0
    la = F.cross_entropy(net.act(x)[m], b["acts"][m], reduction="sum") / n
    st = b["statuses"] >= 0
    lm = lm + (F.cross_entropy(net.status(x)[st], b["statuses"][st], reduction="sum") / n if st.any() else 0)
    lp = 0
    if len(b["who"]):
        z = net.parties(x, b["where"], b["who"], b["pair"])
        lp = 0.5 * (F.binary_cross_entropy_with_logits(z, b["plabel"], reduction="none") * b["pmask"]).sum() / n
        lp = lp + pointer_loss(z, b) / n
    return lt, lm, la, lp


def coded_loss(net, b, x, n):
    lt, lm, la, lp = coded_losses(net, b, x, n)
    return lt + 0.5 * lm + 0.5 * la + lp


def learn(net, opt, loss, average=None, step=0):
    """One step of the optimiser; with `average`, the `step`-th one of the running mean of the weights too."""
    opt.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    opt.step()
    if average is None:
        return
    with torch.no_grad():
        keep = min(0.998, step / (step + 20))
        for a, p in zip(average, net.parameters()):
            a.mul_(keep).add_(p, alpha=1 - keep)


def train(out, vectors, train_names, dev_name, folder="", epochs=14, seed=1, layers="cgrg", drop=0.3, lr=2e-3, dim=128, rule_drop=0.25, init=None, teacher=0, make=None):
    """`make`: modes → another network with the same heads (event_distil.py)."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    v = np.load(vectors)
    vocab = {folded(str(w)): i + 1 for i, w in enumerate(v["words"])}
    data = load(train_names, vocab, folder)
    dev = load([dev_name], vocab, folder)
    codes = {json.loads(l)["id"]: json.loads(l) for l in open(f"{folder}{dev_name}.codes")}
    mc = Counter((TYPES[s.types[i] - 1], s.modes[i]) for s, _ in data for i in range(s.n) if s.types[i] > 0)
    modes = [m for m, n in sorted(mc.items()) if n >= 3]
    mode_id = {m: i for i, m in enumerate(modes)}
    net = (make(modes) if make else Teacher(modes, dim=dim, layers=layers, drop=drop) if teacher else
           EventNet(v["vectors"], modes, dim=dim, layers=layers, drop=drop))
    if init:
        c = torch.load(init, weights_only=False)
        state = net.state_dict()
        for k, w in c["state"].items():
            if k in state and state[k].shape == w.shape:
                state[k] = w
        net.load_state_dict(state)
    words = [p for n, p in net.named_parameters() if n.startswith(("word.", "bert_"))]
    rest = [p for n, p in net.named_parameters() if not n.startswith(("word.", "bert_"))]
    opt = torch.optim.AdamW([dict(params=words, lr=lr * 0.1, weight_decay=0), dict(params=rest, lr=lr, weight_decay=0.01)], betas=(0.9, 0.99))
    lens = [s.n for s, _ in data]
    steps_per = sum(1 for _ in range(0, len(data), 32))
    total, step = steps_per * epochs, 0
    average = [p.detach().clone() for p in net.parameters()]

    def swap():
        for a, p in zip(average, net.parameters()):
            a.data, p.data = p.data, a.data
    print(f"{len(data)} sentences, {sum(mc.values())} events, {len(modes)} modes, {sum(p.numel() for p in rest)} weights", flush=True)
    checkpoint, start = out + ".ckpt", 0
    settings = (train_names, dev_name, epochs, seed, layers, drop, lr, dim, rule_drop, init, teacher, len(data), modes)
    if os.path.exists(checkpoint):
        c = torch.load(checkpoint, weights_only=False)
        if c["settings"] == settings:
            net.load_state_dict(c["net"])
            opt.load_state_dict(c["opt"])
            average, step, start = c["average"], c["step"], c["epoch"]
            rng.setstate(c["rng"])
            torch.set_rng_state(c["torch_rng"])
            print(f"goes on after epoch {start}", flush=True)
    for epoch in range(start, epochs):
        t0 = time.time()
        keys = sorted(range(len(data)), key=lambda k: lens[k] + rng.random() * 6)
        batches = [keys[i:i + 32] for i in range(0, len(keys), 32)]
        rng.shuffle(batches)
        net.train()
        QLinear.quantised = epoch >= epochs - 2  # the last two as the run time computes
        sums = np.zeros(4)
        for keys_ in batches:
            part = [data[k] for k in keys_]
            b = net.inputs(part, batch_of(part, mode_id, True, rng, rule_drop))
            for gi, g in enumerate(opt.param_groups):
                base = (1e-4 if teacher else lr * 0.1) if gi == 0 else lr
                g["lr"] = base * min(1, (step + 1) / 100) * 0.5 * (1 + np.cos(np.pi * step / total))
            x = net.encode(b)
            lt, lm, la, lp = coded_losses(net, b, x, len(keys_))
            loss = lt + 0.5 * lm + 0.5 * la + lp
            step += 1
            learn(net, opt, loss, average, step)
            sums += [float(lt), float(lm), float(la), float(lp)]
        line = f"epoch {epoch + 1} losses {np.round(sums / len(batches), 3)} {time.time() - t0:.0f} s"
        if epoch % 3 == 2 or epoch == epochs - 1:
            swap()
            r, g, _ = evaluate(net, dev, modes, mode_id, codes)
            swap()
            line += f" dev {r} at {g}"
        print(line, flush=True)
        torch.save(dict(settings=settings, net=net.state_dict(), opt=opt.state_dict(), average=average, step=step, epoch=epoch + 1, rng=rng.getstate(),
                        torch_rng=torch.get_rng_state()), checkpoint + ".part")
        os.replace(checkpoint + ".part", checkpoint)
    swap()
    torch.save(dict(state=net.state_dict(), modes=modes, words=[str(w) for w in v["words"]], layers=layers, dim=dim, teacher=teacher), out)
    os.remove(checkpoint)


def pretrain(out, vectors, names, folder="", epochs=3, seed=1, layers="cgrg", drop=0.1, lr=2e-3, dim=128, size=96):
    """The encoder learns what MiniLM makes of every word in its sentence (mean of two upper layers, first principal components)."""
    from event_vectors import Encoder
    from wordpiece import WordPiece
    torch.manual_seed(seed)
    rng = random.Random(seed)
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    v = np.load(vectors)
    vocab = {folded(str(w)): i + 1 for i, w in enumerate(v["words"])}
    data = [x for x in load(names, vocab, folder, pairs=False) if 3 <= x[0].n <= 80]
    piece, encoder = WordPiece.from_package(), Encoder()
    order = sorted(range(len(data)), key=lambda k: data[k][0].n)
    t0, project, mean, targets = time.time(), None, None, [None] * len(data)

    def states(keys):
        rows, places = [], []
        for k in keys:
            row, where = [101], []
            for w in data[k][0].words:
                ids = piece(w)[:8]
                where.append((len(row), len(row) + len(ids)) if ids and len(row) + len(ids) < 500 else (0, 1))
                row += ids
            rows.append(row[:510] + [102])
            places.append(where)
        y = encoder(rows).numpy()
        for r, k in enumerate(keys):
            total = np.concatenate([np.zeros((1, 384), np.float32), np.cumsum(y[r], 0)])
            yield k, np.stack([(total[z] - total[a]) / (z - a) for a, z in places[r]])
    sample = sorted(rng.sample(order, min(len(order), 2500)), key=lambda k: data[k][0].n)
    some = np.concatenate([y for b in range(0, len(sample), 64) for _, y in states(sample[b:b + 64])])
    mean = some.mean(0)
    project = np.linalg.svd((some - mean)[::3], full_matrices=False)[2][:size].T
    scale = ((some - mean) @ project).std()
    for b in range(0, len(order), 64):
        for k, y in states(order[b:b + 64]):
            targets[k] = (((y - mean) @ project) / scale).astype(np.float16)
    print(f"{len(data)} sentences, states in {time.time() - t0:.0f} s", flush=True)
    net = EventNet(v["vectors"], [("", "")], dim=dim, layers=layers, drop=drop)
    head = nn.Linear(dim, size)
    words = [p for n, p in net.named_parameters() if n.startswith("word.")]
    rest = [p for n, p in net.named_parameters() if not n.startswith("word.")] + list(head.parameters())
    opt = torch.optim.AdamW([dict(params=words, lr=lr * 0.3, weight_decay=0), dict(params=rest, lr=lr, weight_decay=0.01)], betas=(0.9, 0.99))
    total, step = epochs * ((len(data) + 31) // 32), 0
    for epoch in range(epochs):
        t0, sums = time.time(), []
        keys = sorted(range(len(data)), key=lambda k: data[k][0].n + rng.random() * 6)
        batches = [keys[i:i + 32] for i in range(0, len(keys), 32)]
        rng.shuffle(batches)
        net.train()
        for keys in batches:
            b = batch_of([data[k] for k in keys], {}, True, rng, 0.25)
            for gi, g in enumerate(opt.param_groups):
                g["lr"] = lr * (0.3 if gi == 0 else 1) * min(1, (step + 1) / 100) * 0.5 * (1 + np.cos(np.pi * step / total))
            y = torch.zeros(*b["vec"].shape, size)
            for k, key in enumerate(keys):
                y[k, :len(targets[key])] = torch.from_numpy(targets[key].astype(np.float32))
            m = b["mask"]
            loss = F.smooth_l1_loss(head(net.encode(b))[m], y[m])
            step += 1
            learn(net, opt, loss)
            sums.append(float(loss))
        print(f"epoch {epoch + 1} loss {np.mean(sums[-200:]):.4f} {time.time() - t0:.0f} s", flush=True)
    torch.save(dict(state={k: w for k, w in net.state_dict().items() if k.startswith(("word.", "project", "rows", "norm", "layers"))}), out)


def export(path, out, threshold=0.55, actor_bias=0.0, recipient_bias=0.3, margin=1.0):
    import container
    import data as L
    from export import HASHES, Tensors, f32, rows8
    c = torch.load(path, weights_only=False)
    s, words = c["state"], [folded(w) for w in c["words"]]
    t = Tensors()
    hashes = np.array([L.fnv64(w.encode("utf-8", "surrogatepass")) for w in words], np.uint64)
    order = np.argsort(hashes, kind="stable").astype(np.int64)
    t.append(("words.hash", hashes[order]))
    w = s["word.weight"]
    t.table("words", torch.cat([w[:1], w[1:][torch.from_numpy(order)]]))
    t.linear("project", s, "project")
    t.table("rows", s["rows.weight"][:-1])
    t.table("pairs", s["pair.weight"][:-1])
    t.norm("norm", s, "norm")
    layers = []
    for i, k in enumerate(c["layers"]):
        t.linear(f"layers.{i}.lin", s, f"layers.{i}.lin")
        if k == "r":
            t.linear(f"layers.{i}.out", s, f"layers.{i}.out")
        t.norm(f"layers.{i}.norm", s, f"layers.{i}.norm")
        layers.append(dict(type="graph") if k == "g" else dict(type="conv", dilation=1) if k == "c" else dict(type="minGRU", hidden=c["dim"]))
    for name, key in (("type", "act_type"), ("act", "act"), ("mode", "mode"), ("status", "status"), ("nobody", "nobody"), ("act_word", "act_word"),
                      ("party_word", "party_word"), ("party", "party")):
        t.linear(name, s, key)
    manifest = dict(kind="events", language="en", hashes=HASHES, dim=c["dim"], hidden=s["party.weight"].shape[1], norm_epsilon=1e-5, layers=layers,
                    types=TYPES, acts=ACTS, modes=["/".join(m) for m in c["modes"]], threshold=threshold, actor_bias=actor_bias,
                    recipient_bias=recipient_bias, margin=margin)
    print(out, container.write(out, manifest, t), "bytes")


def average(out, paths):
    """The mean of the weights: what several runs from one beginning agree on."""
    nets = [torch.load(p, weights_only=False) for p in paths]
    first = nets[0]
    if any(n["modes"] != first["modes"] or n["words"] != first["words"] or n["layers"] != first["layers"] for n in nets):
        sys.exit("these networks differ in more than their weights")
    first["state"] = {k: sum(n["state"][k].double() for n in nets).div(len(nets)).to(w.dtype) for k, w in first["state"].items()}
    torch.save(first, out)


def load_net(path):
    c = torch.load(path, weights_only=False)
    Sizes.word_rows, Sizes.pair_rows = c["state"]["rows.weight"].shape[0] - 1, c["state"]["pair.weight"].shape[0] - 1
    dim = c["state"]["word.weight"].shape[1]
    if c.get("teacher"):
        net = Teacher(c["modes"], dim=c["dim"], layers=c["layers"])
    else:
        net = EventNet(np.zeros((len(c["words"]), dim), np.float32), c["modes"], dim=c["dim"], layers=c["layers"])
    net.load_state_dict(c["state"])
    return net, c, {folded(w): i + 1 for i, w in enumerate(c["words"])}, {m: i for i, m in enumerate(c["modes"])}


if __name__ == "__main__":
    if sys.argv[1] == "pretrain":
        opts = dict(a.split("=") for a in sys.argv[5:])
        kinds = dict(epochs=int, seed=int, drop=float, lr=float, dim=int, layers=str, folder=str)
        pretrain(sys.argv[2], sys.argv[3], sys.argv[4].split(","), **{k: kinds[k](v) for k, v in opts.items()})
    elif sys.argv[1] == "train":
        opts = dict(a.split("=") for a in sys.argv[6:])
        kinds = dict(epochs=int, seed=int, drop=float, lr=float, dim=int, rule_drop=float, layers=str, folder=str, init=str, teacher=int)
        train(sys.argv[2], sys.argv[3], sys.argv[4].split(","), sys.argv[5], **{k: kinds[k](v) for k, v in opts.items()})
    elif sys.argv[1] == "average":
        average(sys.argv[2], sys.argv[3:])
    elif sys.argv[1] == "export":
        export(sys.argv[2], sys.argv[3], *map(float, sys.argv[4:]))
    elif sys.argv[1] == "score":
        net, c, vocab, mode_id = load_net(sys.argv[2])
        name = sys.argv[3]
        dev = load([name], vocab)
        codes = {json.loads(l)["id"]: json.loads(l) for l in open(f"{name}.codes")}
        tables = list({id(d): d for _, d in dev}.values())
        print("rules", score(tables, codes, rule_events(tables))[0])
        r, g, by = evaluate(net, dev, c["modes"], mode_id, codes)
        print("net  ", r, g)
        print("heads", head_scores(net, dev))
        for t, x in sorted(by.items()):
            print(f"  {t:10} gold {x[0]:4} found {x[1]:4} matched {x[2]:4} F {200 * x[2] / max(x[0] + x[1], 1):.1f}")
