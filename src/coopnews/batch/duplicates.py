"""Articles that are nearly the same: one press release on ten sites.

Two articles are near-duplicates when an estimated three quarters of their runs of three words are common (the Jaccard
index, estimated by MinHash: Broder 1997). Candidates are found by locality-sensitive hashing in bands, compared, and
joined to clusters. Only signatures are held for that, in a file that is mapped into memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coopnews.normalize import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Signature = npt.NDArray[np.uint32]

PERMUTATIONS = 128
"""Numbers in a signature; the estimate has a standard error of 4 points."""
BANDS = 32
"""Parts of a signature one of which must be equal: at an index of 0.75 that fails once in 250,000 pairs."""
WORDS = 3
ALIKE = 0.75
SEED = 1
BLOCK = 65_536
"""Pairs that are compared at once."""


def signature(text: str) -> Signature:
    """The MinHash signature of a text's runs of three words.

    >>> one = signature("۱۲ طرح تعاونی با حضور استاندار در استان گیلان افتتاح شد")
    >>> other = signature(
    ...     "١٢ طرح تعاوني با حضور استاندار، در استان گیلان افتتاح شد."
    ... )  # letters and signs of another site
    >>> bool((one == other).all())
    True
    """
    import numpy as np
    from rensa import RMinHash

    words = re.findall(r"\w+", fold(text))
    runs = {" ".join(words[at : at + WORDS]) for at in range(max(1, len(words) - WORDS + 1))}
    hashed = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashed.update(sorted(runs))
    return np.array(hashed.digest(), dtype=np.uint32)


def clusters(signatures: Signature) -> npt.NDArray[np.int64]:
    """For each article the number of the first one of its cluster: its own where it is like none before it."""
    import numpy as np

    first = np.arange(len(signatures))
    for pairs in _candidates(signatures):
        for start in range(0, len(pairs), BLOCK):
            block = pairs[start : start + BLOCK]
            alike = (signatures[block[:, 0]] == signatures[block[:, 1]]).mean(axis=1) >= ALIKE
            for one, other in block[alike]:
                low, high = sorted((_root(first, one), _root(first, other)))
                first[high] = low
    for at in range(len(first)):  # a root stands before what hangs on it
        first[at] = first[first[at]]
    return first


def _root(first: Any, at: int) -> int:
    while first[at] != at:
        first[at] = first[first[at]]
        at = first[at]
    return at


def _candidates(signatures: Signature) -> Iterator[Any]:
    """Pairs of articles with an equal band, neighbours in order, a band at a time."""
    import numpy as np

    width = PERMUTATIONS // BANDS
    for band in range(BANDS):
        part = np.ascontiguousarray(signatures[:, band * width : (band + 1) * width])
        keys = part.view(np.dtype((np.void, part.itemsize * width))).ravel()
        order = np.argsort(keys, kind="stable")
        equal = keys[order][1:] == keys[order][:-1]
        yield np.stack([order[:-1][equal], order[1:][equal]], axis=1)
