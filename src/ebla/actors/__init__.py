"""Ebla."""
