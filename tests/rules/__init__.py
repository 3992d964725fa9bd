"""Tests of decisions on plain values."""
