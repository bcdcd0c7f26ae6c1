"""The works that a weighing rests on: what each is for, and where to find it."""

from typing import Final

LITERATURE: Final = (
    (
        "screening",
        "US Joint Chiefs of Staff, “Joint Planning” (Joint Publication 5-0), Washington 2020: courses of "
        "action are adequate, feasible, acceptable, distinguishable, complete",
    ),
    (
        "gates",
        "S. C. Kleene, “On notation for ordinal numbers”, Journal of Symbolic Logic 3(4), 1938, 150–155",
    ),
    (
        "value",
        "R. L. Keeney, H. Raiffa, “Decisions with Multiple Objectives”, Wiley, New York 1976, chapter 3",
    ),
    (
        "value",
        "V. Belton, T. J. Stewart, “Multiple Criteria Decision Analysis”, Kluwer, Boston 2002, chapter 5",
    ),
    (
        "swing",
        "D. von Winterfeldt, W. Edwards, “Decision Analysis and Behavioral Research”, Cambridge University "
        "Press, 1986, chapter 8",
    ),
    (
        "order",
        "F. H. Barron, B. E. Barrett, “Decision quality using ranked attribute weights”, Management Science "
        "42(11), 1996, 1515–1523",
    ),
    (
        "exchange",
        "J. S. Hammond, R. L. Keeney, H. Raiffa, “Even swaps: a rational method for making trade-offs”, "
        "Harvard Business Review 76(2), 1998, 137–150",
    ),
    (
        "triangle",
        "D. Johnson, “The triangular distribution as a proxy for the beta distribution in risk analysis”, The "
        "Statistician 46(3), 1997, 387–398",
    ),
    (
        "draws",
        "R. Lahdelma, P. Salminen, “SMAA-2: Stochastic multicriteria acceptability analysis for group "
        "decision making”, Operations Research 49(3), 2001, 444–454",
    ),
    (
        "turn",
        "E. Triantaphyllou, A. Sánchez, “A sensitivity analysis approach for some deterministic "
        "multi-criteria decision-making methods”, Decision Sciences 28(1), 1997, 151–194",
    ),
    (
        "agreement",
        "M. G. Kendall, B. Babington Smith, “The problem of m rankings”, Annals of Mathematical Statistics "
        "10(3), 1939, 275–287",
    ),
    (
        "agreement",
        "S. Siegel, N. J. Castellan, “Nonparametric Statistics for the Behavioral Sciences”, McGraw-Hill, New "
        "York 1988, section 9.4, on ties",
    ),
)
