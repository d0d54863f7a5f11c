"""Numbers that look random and are the same for ever.

Python's own `random` may change its methods from one version to the next,
so test data would change with it.  This is xorshift64*: three shifts and a
product, in integers only.
"""

MASK = (1 << 64) - 1


class Random:
    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 + 0x1234567) & MASK or 1
        for _ in range(8):
            self.bits()

    def bits(self):
        """32 bits."""
        x = self.state
        x ^= x >> 12
        x ^= (x << 25) & MASK
        x ^= x >> 27
        self.state = x
        return (x * 0x2545F4914F6CDD1D & MASK) >> 32

    def between(self, low, high):
        """An integer from low to high, both included."""
        wide = self.bits() << 32 | self.bits()
        return low + wide % (high - low + 1)

    def chance(self, per_mille):
        """True so many times in a thousand."""
        return self.between(1, 1000) <= per_mille

    def choice(self, things):
        return things[self.between(0, len(things) - 1)]

    def weighted(self, pairs):
        """One of (weight, thing), as often as its weight says."""
        at = self.between(1, sum(weight for weight, _ in pairs))
        for weight, thing in pairs:
            at -= weight
            if at <= 0:
                return thing
        raise AssertionError("weights sum to less than their sum")

    def shuffle(self, things):
        for i in range(len(things) - 1, 0, -1):
            j = self.between(0, i)
            things[i], things[j] = things[j], things[i]
