"""Tests of every layer, named after the file they test."""
