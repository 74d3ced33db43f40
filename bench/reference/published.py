"""published.py D BLOCKS: hybrid coding candidate by candidate, as in the published notebook of Theis and Yosri (2022).

Cells in CDF space, one numpy draw and one call of each scipy law per candidate. Gaussian targets of deviation 1, centres
Gaussian of deviation 40 and 20 in turn, truncated by 1e-4 a block, known sum law; prints nanoseconds of processor time
for all blocks, then the candidates that were scored.
"""

import sys
import time

import numpy as np
from scipy.stats import norm

MAXIMAL_CANDIDATES = 20_000


def encode(mu, spread, half, rng):
    """One block: index, lattice point and candidates scored; gives up after MAXIMAL_CANDIDATES (said in the count)."""
    cells = np.floor(1 / (2 * norm.cdf(half / spread) - 1))
    lower = cells * norm.cdf(mu - half, scale=spread)
    upper = cells * norm.cdf(mu + half, scale=spread)
    centre = np.clip((lower + upper) / 2, 0.5, cells - 0.5)
    nearest = mu / (1 - 1 / spread**2)
    log_bound = np.sum(norm.logpdf(nearest, mu) - norm.logpdf(nearest, scale=spread) - np.log(cells))
    arrival, best, message = 0.0, np.inf, None
    for n in range(MAXIMAL_CANDIDATES):
        arrival += rng.exponential()
        if np.log(arrival) - log_bound >= best:
            break
        u = rng.uniform(size=len(mu))
        k = np.round(centre - u)
        y = k + u
        z = norm.ppf(y / cells, scale=spread)
        log_weight = np.sum(norm.logpdf(z, mu) - norm.logpdf(z, scale=spread) - np.log(cells))
        if np.any((y < lower) | (y > upper)):
            log_weight = -np.inf
        score = np.log(arrival) - log_weight
        if score < best:
            best, message = score, (n, k)
    return message, n


def main():
    dimension, blocks = int(sys.argv[1]), int(sys.argv[2])
    rng = np.random.default_rng(1)
    centre_deviations = np.where(np.arange(dimension) % 2 == 0, 40.0, 20.0)
    spread = np.hypot(1.0, centre_deviations)
    half = norm.ppf(1 - (1 - (1 - 1e-4) ** (1 / dimension)) / 2)
    centres = centre_deviations * rng.standard_normal((blocks, dimension))
    start = time.process_time()
    scored = 0
    for mu in centres:
        scored += encode(mu, spread, half, rng)[1]
    print(round(1e9 * (time.process_time() - start)), scored)


main()
