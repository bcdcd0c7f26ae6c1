"""The works that a weighing rests on. What each is used for here is said on the page, in its language."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Work:
    """`key` is its place on the page; `place` the journal with its pages, or publisher and city."""

    key: str
    authors: str
    year: int
    title: str
    place: str

    @property
    def short(self) -> str:
        """Surnames and year, as a section names it."""
        names = [name.rpartition(". ")[2] for name in self.authors.split(", ")]
        listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        return f"{listed} {self.year}"


WORKS: Final = (
    Work(
        "barron", "F. H. Barron, B. E. Barrett", 1996,
        "Decision quality using ranked attribute weights",
        "Management Science 42(11), 1515–1523",
    ),
    Work(
        "belton", "V. Belton, T. J. Stewart", 2002,
        "Multiple Criteria Decision Analysis: An Integrated Approach",
        "Kluwer, Boston, chapter 5",
    ),
    Work(
        "butler", "J. Butler, J. Jia, J. Dyer", 1997,
        "Simulation techniques for the sensitivity analysis of multi-criteria decision models",
        "European Journal of Operational Research 103(3), 531–546",
    ),
    Work(
        "clemen", "R. T. Clemen, R. L. Winkler", 1985,
        "Limits for the precision and value of information from dependent sources",
        "Operations Research 33(2), 427–442",
    ),
    Work(
        "devroye", "L. Devroye", 1986,
        "Non-Uniform Random Variate Generation",
        "Springer, New York, chapter V",
    ),
    Work(
        "dyer", "J. S. Dyer, R. K. Sarin", 1979,
        "Measurable multiattribute value functions",
        "Operations Research 27(4), 810–822",
    ),
    Work(
        "edwards", "W. Edwards, F. H. Barron", 1994,
        "SMARTS and SMARTER: improved simple methods for multiattribute utility measurement",
        "Organizational Behavior and Human Decision Processes 60(3), 306–325",
    ),
    Work(
        "ehrenberg", "A. S. C. Ehrenberg", 1977,
        "Rudiments of numeracy",
        "Journal of the Royal Statistical Society, Series A 140(3), 277–297",
    ),
    Work(
        "fischer", "G. W. Fischer", 1995,
        "Range sensitivity of attribute weights in multiattribute value models",
        "Organizational Behavior and Human Decision Processes 62(3), 252–266",
    ),
    Work(
        "goldberg", "D. Goldberg", 1991,
        "What every computer scientist should know about floating-point arithmetic",
        "ACM Computing Surveys 23(1), 5–48",
    ),
    Work(
        "hammond", "J. S. Hammond, R. L. Keeney, H. Raiffa", 1998,
        "Even swaps: a rational method for making trade-offs",
        "Harvard Business Review 76(2), 137–150",
    ),
    Work(
        "johnson", "D. Johnson", 1997,
        "The triangular distribution as a proxy for the beta distribution in risk analysis",
        "The Statistician 46(3), 387–398",
    ),
    Work(
        "keeney", "R. L. Keeney, H. Raiffa", 1976,
        "Decisions with Multiple Objectives: Preferences and Value Tradeoffs",
        "Wiley, New York, chapter 3",
    ),
    Work(
        "kendall39", "M. G. Kendall, B. Babington Smith", 1939,
        "The problem of m rankings",
        "Annals of Mathematical Statistics 10(3), 275–287",
    ),
    Work(
        "kendall45", "M. G. Kendall", 1945,
        "The treatment of ties in ranking problems",
        "Biometrika 33(3), 239–251",
    ),
    Work(
        "kleene", "S. C. Kleene", 1938,
        "On notation for ordinal numbers",
        "Journal of Symbolic Logic 3(4), 150–155",
    ),
    Work(
        "lahdelma", "R. Lahdelma, P. Salminen", 2001,
        "SMAA-2: Stochastic multicriteria acceptability analysis for group decision making",
        "Operations Research 49(3), 444–454",
    ),
    Work(
        "lichtenstein", "S. Lichtenstein, B. Fischhoff, L. D. Phillips", 1982,
        "Calibration of probabilities: the state of the art to 1980",
        "in D. Kahneman, P. Slovic, A. Tversky (eds.), Judgment under Uncertainty: Heuristics and Biases, Cambridge "
        "University Press, 306–334",
    ),
    Work(
        "metropolis", "N. Metropolis, S. Ulam", 1949,
        "The Monte Carlo method",
        "Journal of the American Statistical Association 44(247), 335–341",
    ),
    Work(
        "oneill", "M. E. O’Neill", 2014,
        "PCG: a family of simple fast space-efficient statistically good algorithms for random number generation",
        "Report HMC-CS-2014-0905, Harvey Mudd College, Claremont",
    ),
    Work(
        "quine", "W. V. Quine", 1955,
        "A way to simplify truth functions",
        "American Mathematical Monthly 62(9), 627–631",
    ),
    Work(
        "saltelli", "A. Saltelli, P. Annoni", 2010,
        "How to avoid a perfunctory sensitivity analysis",
        "Environmental Modelling and Software 25(12), 1508–1517",
    ),
    Work(
        "siegel", "S. Siegel, N. J. Castellan", 1988,
        "Nonparametric Statistics for the Behavioral Sciences",
        "2nd edition, McGraw-Hill, New York, chapter 9",
    ),
    Work(
        "tervonen", "T. Tervonen, R. Lahdelma", 2007,
        "Implementing stochastic multicriteria acceptability analysis",
        "European Journal of Operational Research 178(2), 500–513",
    ),
    Work(
        "triantaphyllou", "E. Triantaphyllou, A. Sánchez", 1997,
        "A sensitivity analysis approach for some deterministic multi-criteria decision-making methods",
        "Decision Sciences 28(1), 151–194",
    ),
    Work(
        "jp5", "US Joint Chiefs of Staff", 2020,
        "Joint Planning (Joint Publication 5-0)",
        "Washington",
    ),
    Work(
        "vonwinterfeldt", "D. von Winterfeldt, W. Edwards", 1986,
        "Decision Analysis and Behavioral Research",
        "Cambridge University Press, Cambridge, chapter 8",
    ),
    Work(
        "weber87", "M. Weber", 1987,
        "Decision making with incomplete information",
        "European Journal of Operational Research 28(1), 44–57",
    ),
    Work(
        "weber88", "M. Weber, F. Eisenführ, D. von Winterfeldt", 1988,
        "The effects of splitting attributes on weights in multiattribute utility measurement",
        "Management Science 34(4), 431–445",
    ),
)  # fmt: skip
BY_KEY: Final = {work.key: work for work in WORKS}
