"""A mapping whose values are made when they are first asked for, and kept with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class OnDemand(Mapping[_Key, _Value]):
    """What `makers` make, by their keys. Two threads that ask for one value at once may both make it."""

    def __init__(self, makers: Mapping[_Key, Callable[[], _Value]]) -> None:
        self._makers = makers
        self.made: dict[_Key, _Value] = {}
        """What was asked for up to now."""

    def __getitem__(self, key: _Key) -> _Value:
        if key not in self.made:
            self.made[key] = self._makers[key]()
        return self.made[key]

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, key: object) -> bool:
        return key in self._makers  # the mapping's own way would make the value
