"""Plots made on the server: SVG with a title and a description, coloured by class alone, from plain values."""

from isms.web.charts.bars import Part, bar
from isms.web.charts.graph import GRAPH_LIMIT, Graph, Node, dependency_graph
from isms.web.charts.matrix import Matrix, heat, matrix
from isms.web.charts.polar import Spoke, radar
from isms.web.charts.svg import band_class
from isms.web.charts.trend import Point, line

__all__ = [
    "GRAPH_LIMIT",
    "Graph",
    "Matrix",
    "Node",
    "Part",
    "Point",
    "Spoke",
    "band_class",
    "bar",
    "dependency_graph",
    "heat",
    "line",
    "matrix",
    "radar",
]
