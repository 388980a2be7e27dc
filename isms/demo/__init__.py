"""Exempelkommunen, a made-up municipality to try the program with.

Every person, company, supplier, case number and decision in it is fictional; EUPL-1.2, like the program.
"""
