"""The console script (placeholder while the rooms are being built)."""


def main() -> None:
    """Run the command line."""
    raise SystemExit(2)
