"""The one door in: updates stored before they are acknowledged, worked one transaction each."""
