"""Trains a parser: `train_parser.py fast|accurate OUT [options]`. Resumes from OUT.ckpt if it is there."""
import argparse
import json
import os
import pickle
import random
import time
from collections import Counter

import numpy as np
import torch

import data as L
from model import AccurateEncoder, FastEncoder, Parser, QLinear
from segment import char_class, is_upper
from tree import decode
from wordpiece import WordPiece, load_safetensors, package_folder


class Encoder:
    """Examples to tensors."""

    def __init__(self, vocab, words, pieces=None):
        self.vocab, self.pieces = vocab, pieces
        self.ids = {k: {x: i for i, x in enumerate(v)} for k, v in vocab.items()}
        self.word_ids = {w: i + 1 for i, w in enumerate(words)}

    def case(self, form):
        letters = [c for c in form if char_class(c) == "a"]
        up = [is_upper(c) for c in letters]
        if not letters:
            return 5
        if not any(up):
            return 0
        if all(up):
            return 4 if len(up) == 1 else 2
        return 1 if up[0] and not any(up[1:]) else 3

    def batch(self, examples, labels=True):
        n = max(len(e.forms) for e in examples)
        b = len(examples)
        words = np.zeros((b, n, 1 + len(L.TABLES)), np.int64)
        mask = np.zeros((b, n), bool)
        out = {}
        for k, e in enumerate(examples):
            f = L.word_features(e.forms, e.spaces)
            words[k, :len(f)] = [(self.word_ids.get(x[0], 0),) + x[1:] for x in f]
            mask[k, :len(f)] = True
        out["words"], out["mask"] = torch.from_numpy(words), torch.from_numpy(mask)
        if self.pieces is not None:
            rows = []
            for e in examples:
                ids, cases, owner = [101], [5], [-1]
                for i, f in enumerate(e.forms):
                    w = self.pieces(f)
                    if len(ids) + len(w) > 511:
                        w = w[:1] if len(ids) < 511 else []
                    ids += w
                    cases += [self.case(f)] * len(w)
                    owner += [i] * len(w)
                rows.append((ids + [102], cases + [5], owner + [-1]))
            m = max(len(r[0]) for r in rows)
            p, c, pm = np.zeros((b, m), np.int64), np.full((b, m), 5), np.zeros((b, m), bool)
            pool = np.zeros((b, n, m), np.float32)
            for k, (ids, cases, owner) in enumerate(rows):
                p[k, :len(ids)], c[k, :len(ids)], pm[k, :len(ids)] = ids, cases, True
                count = Counter(owner)
                for j, o in enumerate(owner):
                    if o >= 0:
                        pool[k, o, j] = 1.0 / count[o]
            out.update(pieces=torch.from_numpy(p), piece_case=torch.from_numpy(c), piece_mask=torch.from_numpy(pm), pool=torch.from_numpy(pool))
        if labels:
            y = {name: np.full((b, n), -1, np.int64) for name in ("upos", "feats", "lemma", "rel", "head")}
            allowed = np.zeros((b, n, len(self.vocab["ner"])), bool)
            known = np.zeros((b, n), bool)
            weight = np.zeros((b, n), np.float32)
            for k, e in enumerate(examples):
                enc = getattr(e, "_enc", None) or L.encode(e, self.ids)
                e._enc = enc
                size = len(e.forms)
                for name in y:
                    y[name][k, :size] = enc[name]
                weight[k, :size] = e.weight
                if e.ner is not None:
                    known[k, :size] = True
                    allowed[k, np.arange(size), enc["ner"]] = True
                    for i, o in enumerate(e.open_ or ()):
                        if o:
                            allowed[k, i, list(o)] = True
            allowed[~known] = True
            out.update({name: torch.from_numpy(v) for name, v in y.items()})
            out.update(ner_allowed=torch.from_numpy(allowed), ner_known=torch.from_numpy(known), weight=torch.from_numpy(weight))
        return out


def batches(examples, size, rng):
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].forms) + rng.random() * 3)
    out, here, total = [], [], 0
    for i in order:
        n = len(examples[i].forms)
        if here and (len(here) + 1) * n > size:
            out.append(here)
            here = []
        here.append(i)
    if here:
        out.append(here)
    rng.shuffle(out)
    return out


def viterbi(logits, tags):
    """Best legal BIOES path; logits (n, tags)."""
    legal, start, end = transitions(tuple(tags))
    n = len(logits)
    s = logits[0] + start
    back = []
    for i in range(1, n):
        t = s[:, None] + legal
        b = t.argmax(0)
        back.append(b)
        s = t[b, np.arange(len(tags))] + logits[i]
    path = [int((s + end).argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return path[::-1]


_transitions = {}


def transitions(tags):
    if tags not in _transitions:
        k = len(tags)
        legal = np.full((k, k), -1e9)
        for i, a in enumerate(tags):
            for j, b in enumerate(tags):
                open_ = a[0] in "BI"
                ok = (b[0] in "IE" and a[2:] == b[2:]) if open_ else b[0] in "OBS"
                if ok:
                    legal[i, j] = 0
        start = np.array([0 if t[0] in "OBS" else -1e9 for t in tags])
        end = np.array([0 if t[0] in "OES" else -1e9 for t in tags])
        _transitions[tags] = (legal, start, end)
    return _transitions[tags]


@torch.no_grad()
def predict(model, encoder, examples, size=4000, states=None, tree=True):
    """A list of dicts with label ids (upos feats lemma ner head rel) an example."""
    model.eval()
    out = [None] * len(examples)
    for here in batches(examples, size, random.Random(0)):
        b = encoder.batch([examples[i] for i in here], labels=False)
        x = model.encoder(b)
        h = model.heads
        upos, feats, lemma = (t(x).argmax(-1).numpy() for t in (h.upos, h.feats, h.lemma))
        ner = h.ner(x).numpy()
        arcs = h.arcs(x, b["mask"]).numpy()
        n = arcs.shape[1]
        heads = np.zeros((len(here), n), np.int64)
        for k, i in enumerate(here):
            size_ = len(examples[i].forms)
            heads[k, :size_] = decode(arcs[k, :size_, :size_ + 1]) if tree else arcs[k, :size_].argmax(1)
        rel = h.labels(x, torch.from_numpy(heads))
        rel[..., encoder.ids["deprel"]["root"]] -= 1e9 * (torch.from_numpy(heads) > 0)
        rel = rel.argmax(-1).numpy()
        for k, i in enumerate(here):
            m = len(examples[i].forms)
            out[i] = dict(upos=upos[k, :m], feats=feats[k, :m], lemma=lemma[k, :m], head=heads[k, :m],
                          rel=np.where(heads[k, :m] == 0, encoder.ids["deprel"]["root"], rel[k, :m]),
                          ner=viterbi(ner[k, :m], encoder.vocab["ner"]))
            if states is not None:
                states.append((i, x[k, :m].numpy()))
    return out


def bioes_spans(tags):
    out, start = [], -1
    for i, t in enumerate(tags):
        if t[0] == "S":
            out.append((i, i + 1, t[2:]))
        elif t[0] == "B":
            start = i
        elif t[0] == "E" and start >= 0:
            out.append((start, i + 1, t[2:]))
    return out


def evaluate(model, encoder, examples):
    pred = predict(model, encoder, examples)
    v = encoder.vocab
    n = c = 0
    hit = Counter()
    tp = fp = fn = 0
    types = Counter()
    for e, p in zip(examples, pred):
        for i in range(len(e.forms)):
            n += 1
            hit["upos"] += v["upos"][p["upos"][i]] == e.upos[i]
            hit["feats"] += v["feats"][p["feats"][i]] == e.feats[i]
            hit["lemma"] += e.lemma[i] == "_" or L.apply_script(e.forms[i], v["lemma"][p["lemma"][i]]) == e.lemma[i]
            ok = p["head"][i] == e.head[i]
            hit["uas"] += ok
            hit["las"] += ok and v["deprel"][p["rel"][i]] == e.rel[i]
        spans = bioes_spans([v["ner"][t] for t in p["ner"]])
        if e.uner is not None:
            g = set(e.uner)
            s = {(a, b, L.TO_UNER[t]) for a, b, t in spans if t in L.TO_UNER}
            tp += len(g & s)
            fp += len(s - g)
            fn += len(g - s)
        if e.ner is not None:
            g = set(bioes_spans([v["ner"][t] for t in e.ner]))
            for x in g:
                types[x[2], "gold"] += 1
                types[x[2], "hit"] += x in spans
            for x in spans:
                types[x[2], "system"] += 1
    out = {k: round(100 * x / n, 2) for k, x in hit.items()}
    if tp + fp + fn:
        out["uner_f1"] = round(200 * tp / (2 * tp + fp + fn), 2)
    out["types"] = {t: round(200 * types[t, "hit"] / max(1, types[t, "gold"] + types[t, "system"]), 1)
                    for t in L.NAME_TYPES if types[t, "gold"]}
    return out


class Average:
    """Exponential moving average of the weights: evaluated and kept instead of the last ones."""

    def __init__(self, model, decay=0.999):
        self.decay, self.n = decay, 0
        self.shadow = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self, model):
        self.n += 1
        d = min(self.decay, (1 + self.n) / (10 + self.n))
        with torch.no_grad():
            for k, v in model.state_dict().items():
                if v.dtype.is_floating_point:
                    self.shadow[k].mul_(d).add_(v, alpha=1 - d)


def make_optimisers(model, a):
    """Adam for the dense weights, its lazy form for the tables, of which a batch touches few rows."""
    groups = {}
    for name, q in model.named_parameters():
        table = ".word.weight" in name or ".tables." in name or name == "encoder.piece.weight"
        bert = a.kind == "accurate" and name.startswith(
            tuple("encoder." + k for k in ("piece", "position", "layers", "norm.")))
        groups.setdefault((table, bert), []).append(q)
    rows = [dict(params=q, lr=1e-3, top=a.encoder_lr if bert else a.lr) for (table, bert), q in groups.items() if table]
    rest = [dict(params=q, lr=1e-3, top=a.encoder_lr if bert else a.lr, weight_decay=0.01 if bert else 0.0)
            for (table, bert), q in groups.items() if not table]
    optimisers = [torch.optim.AdamW(rest, betas=(0.9, 0.98), eps=1e-8), torch.optim.SparseAdam(rows, betas=(0.9, 0.98))]
    return optimisers, [q for g in rest for q in g["params"]]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("kind")
    p.add_argument("out")
    p.add_argument("--epochs", type=float, default=5)
    p.add_argument("--lr", type=float, default=2e-3)
    p.add_argument("--encoder-lr", type=float, default=6e-5)
    p.add_argument("--batch", type=int, default=1500)
    p.add_argument("--layers", default="crcr")
    p.add_argument("--drop", type=float, default=0.2)
    p.add_argument("--silver", default="")
    p.add_argument("--gold-times", type=int, default=1)
    p.add_argument("--init", default="", help="a checkpoint (.pt) to start from")
    p.add_argument("--vectors", default="", help="word list and vectors (.npz) for the word table")
    p.add_argument("--quantised", type=int, default=0, help="train with simulated 8-bit arithmetic")
    p.add_argument("--minutes", type=float, default=100)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--eval-every", type=int, default=1)
    p.add_argument("--by-time", action="store_true", help="the learning rate falls to nothing over --minutes")
    p.add_argument("--workers", type=int, default=1, help="processes that average their weights every eight steps")
    a = p.parse_args()
    random.seed(a.seed)
    np.random.seed(a.seed)
    torch.manual_seed(a.seed)
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    gold = L.make_examples("ewt", "train") + L.make_examples("gum", "train")
    vocab = L.vocabularies(gold)
    if a.vectors:
        z = np.load(a.vectors, allow_pickle=True)
        words, vectors = list(z["words"]), z["vectors"]
    else:
        count = Counter(L.normal(f) for e in gold for f in e.forms)
        words, vectors = [w for w, c in count.most_common() if c >= 2], None
    if a.init:
        old = torch.load(a.init, weights_only=False)
        vocab, words = old["vocab"], old["words"]
    if a.kind == "accurate":
        weights = load_safetensors(os.path.join(package_folder(), "model.safetensors"))
        model = Parser(AccurateEncoder(weights, len(words) + 1), vocab, arc=256, label=128)
        encoder = Encoder(vocab, words, WordPiece.from_package())
    else:
        model = Parser(FastEncoder(len(words) + 1, a.layers, drop=a.drop), vocab, drop=a.drop + 0.05)
        encoder = Encoder(vocab, words)
        if vectors is not None and not a.init:
            with torch.no_grad():
                model.encoder.embed.word.weight[1:] = torch.tensor(vectors)
    if a.init:
        model.load_state_dict(old["state"])
    silver = pickle.load(open(a.silver, "rb")) if a.silver else []
    for e in silver:
        e.open_ = [()] * len(e.forms)
    dev = L.make_examples("ewt", "dev")
    optimisers, dense = make_optimisers(model, a)
    rng = random.Random(a.seed)
    average = Average(model)
    pool = gold * a.gold_times + silver
    per_epoch = len(batches(pool, a.batch, random.Random(0)))
    steps = int(per_epoch * a.epochs)
    step = 0
    best = -1
    if os.path.exists(a.out + ".ckpt"):
        c = torch.load(a.out + ".ckpt", weights_only=False)
        model.load_state_dict(c["model"])
        for o, state in zip(optimisers, c["opt"]):
            o.load_state_dict(state)
        average.shadow, average.n, step = c["shadow"], c["n"], c["step"]
        rng = random.Random(a.seed + step)  # the order of batches is the same in all workers
        print("resumed at step", step)
    begin = time.time()
    rank, shared, barrier = 0, None, None
    if a.workers > 1:
        mp = torch.multiprocessing.get_context("fork")
        shared = [torch.zeros((a.workers,) + q.shape).share_memory_() for q in model.parameters()]
        barrier = mp.Barrier(a.workers)
        stop = torch.zeros(1).share_memory_()
        for k in range(1, a.workers):
            if os.fork() == 0:
                rank = k
                break
        torch.manual_seed(a.seed + rank)
    noise = random.Random(1000 * a.seed + rank + step)

    def meet():
        """All workers take the mean of their weights."""
        with torch.no_grad():
            for q, s in zip(model.parameters(), shared):
                s[rank].copy_(q)
            barrier.wait()
            for q, s in zip(model.parameters(), shared):
                torch.mean(s, 0, out=q.data)
            if rank == 0 and done:
                stop[0] = 1
            barrier.wait()

    if rank == 0:
        print(f"{len(gold)} gold, {len(silver)} silver, {len(words)} words, {per_epoch} steps an epoch, {steps} in all",
              sum(q.numel() for q in model.parameters()), "parameters", flush=True)
    QLinear.quantised = bool(a.quantised)
    epoch = step // per_epoch
    done = step >= steps
    while not done:
        sums, count = Counter(), 0
        model.train()
        mine = batches(pool, a.batch, rng)[rank::a.workers]
        for here in mine[:per_epoch // a.workers]:
            # linear warm-up over 4 % of the steps, then linear decay
            progress = step / steps
            if a.by_time:
                progress = max(progress, (time.time() - begin) / (60 * a.minutes))
            f = min(1.0, (progress + 0.001) / 0.04) * max(0.0, 1 - progress)
            for o in optimisers:
                for g in o.param_groups:
                    g["lr"] = g["top"] * f
            b = encoder.batch([L.augment(pool[i], noise) for i in here])
            loss, parts = model.loss(b)
            for o in optimisers:
                o.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(dense, 5.0)
            for o in optimisers:
                o.step()
            before = step
            step += a.workers
            count += 1
            sums.update(parts)
            done = step >= steps or time.time() - begin > a.minutes * 60
            if a.workers > 1 and step // 8 > before // 8:
                meet()
                done = bool(stop[0])
            elif a.workers > 1:
                done = False
            if rank == 0:
                average.update(model)
            if step // 200 > before // 200 and rank == 0:
                print(f"step {step} {time.time() - begin:.0f}s", {k: round(v / count, 3) for k, v in sums.items()}, flush=True)
                sums, count = Counter(), 0
            if done:
                break
        epoch += 1
        if rank:
            continue
        state = {k: v.clone() for k, v in average.shadow.items()}
        torch.save(dict(state=state, vocab=vocab, words=words, kind=a.kind, layers=a.layers), a.out)
        torch.save(dict(model=model.state_dict(), opt=[o.state_dict() for o in optimisers], shadow=average.shadow, n=average.n, step=step), a.out + ".ckpt")
        if epoch % a.eval_every == 0 or done:
            live = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(state)
            print("epoch", epoch, f"{time.time() - begin:.0f}s", "ewt dev", json.dumps(evaluate(model, encoder, dev)), flush=True)
            model.load_state_dict(live)
    if rank:
        os._exit(0)


def load(path):
    """(model, encoder) from a file that this program wrote."""
    c = torch.load(path, weights_only=False)
    if c["kind"] == "accurate":
        model = Parser(AccurateEncoder(None, len(c["words"]) + 1), c["vocab"], arc=256, label=128)
        encoder = Encoder(c["vocab"], c["words"], WordPiece.from_package())
    else:
        model = Parser(FastEncoder(len(c["words"]) + 1, c["layers"]), c["vocab"])
        encoder = Encoder(c["vocab"], c["words"])
    model.load_state_dict(c["state"])
    model.eval()
    return model, encoder, c


if __name__ == "__main__":
    main()
