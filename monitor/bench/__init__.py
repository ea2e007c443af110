"""Benchmarks of the program, each beside a plain baseline of the same work in the same run."""
