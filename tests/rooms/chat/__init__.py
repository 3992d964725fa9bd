"""Tests of the chat: sending, asking what is new, reading it later, summing up."""
