"""Maximum spanning trees with exactly one root."""
import numpy as np


def chu_liu_edmonds(score):
    """score[d, h] for d >= 1; node 0 is the root. Returns heads (heads[0] = -1). Iterative."""
    n = score.shape[0]
    heads = score.argmax(1)
    heads[0] = -1
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    stack = []
    s = score
    while cycle is not None:
        # contract the cycle into one new node (the last)
        inside = np.zeros(len(s), bool)
        inside[cycle] = True
        outside = np.flatnonzero(~inside)
        best = s[cycle, heads[cycle]]
        m = len(outside) + 1
        new = np.full((m, m), -np.inf)
        new[:-1, :-1] = s[np.ix_(outside, outside)]
        into = s[np.ix_(cycle, outside)] - best[:, None]
        enter = into.argmax(0)
        new[-1, :-1] = into.max(0) + best.sum()
        outof = s[np.ix_(outside, cycle)]
        leave = outof.argmax(1)
        new[:-1, -1] = outof.max(1)
        new[0] = -np.inf
        stack.append((outside, cycle, enter, leave, heads[cycle].copy()))
        s = new
        np.fill_diagonal(s, -np.inf)
        heads = s.argmax(1)
        heads[0] = -1
        cycle = find_cycle(heads)
    while stack:
        outside, cycle, enter, leave, inner = stack.pop()
        full = np.empty(len(outside) + len(cycle), int)
        m = len(outside)
        for k in range(m):
            h = heads[k]
            full[outside[k]] = -1 if h < 0 else (cycle[leave[k]] if h == m else outside[h])
        full[cycle] = inner
        h = heads[m]
        full[cycle[enter[h]]] = outside[h]
        heads = full
    return heads


def find_cycle(heads):
    n = len(heads)
    colour = np.zeros(n, int)
    for start in range(1, n):
        path, v = [], start
        while v > 0 and colour[v] == 0:
            colour[v] = start + 1
            path.append(v)
            v = heads[v]
        if v > 0 and colour[v] == start + 1:
            return np.array(path[path.index(v):])
    return None


def decode(scores):
    """scores (n, n + 1): row i is word i + 1, column 0 the root. Heads with exactly one root, a tree."""
    n = scores.shape[0]
    s = np.full((n + 1, n + 1), -1e9)
    s[1:] = scores
    np.fill_diagonal(s, -1e9)
    heads = s.argmax(1)
    heads[0] = -1
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1 and find_cycle(heads) is None:
        return heads[1:]
    # The root: the word that loses least by hanging on it; all others are kept off.
    rest = s[1:, 1:].max(1) if n > 1 else np.zeros(1)
    root = int((s[1:, 0] - rest).argmax()) + 1
    t = s.copy()
    t[:, 0] = -1e9
    t[root, :] = -1e9
    t[root, 0] = 0.0
    return chu_liu_edmonds(t)[1:]
