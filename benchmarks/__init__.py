"""Measurements beside the leanest possible workflow; run with `python -m benchmarks`.

Every measurement runs in the same minutes as the baseline it is compared with, the two
taking turns, because a busy machine makes seconds meaningless and leaves ratios alone.
"""
