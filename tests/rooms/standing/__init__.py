"""Tests of declared statuses, requests to resume, events and mergers."""
