"""Says what is going on, and at the end where the time went."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console


@dataclass(slots=True)
class Progress:
    """Steps with their wall time, in seconds."""

    console: Console
    took: list[tuple[str, float]] = field(default_factory=list)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a block and say so when it is done."""
        started = time.monotonic()
        with self.console.status(name) if self.console.is_terminal else contextlib.nullcontext():
            yield
        self.took.append((name, time.monotonic() - started))
        self.console.print(f"[green]✓[/] {name} [dim]{self.took[-1][1]:.1f} s[/]")

    def where_the_time_went(self) -> None:
        """One line with every step's share."""
        total = sum(seconds for _, seconds in self.took)
        parts = " · ".join(f"{name} {seconds:.0f} s" for name, seconds in self.took)
        self.console.print(f"[dim]{total:.0f} s: {parts}[/]")
