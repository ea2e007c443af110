"""Ways of telling put together from slots, with the truth known by construction.

Reading labelled texts shows what one writer did; what stands in no text that anybody has read shows only in a grid: who, what befell
them, when, how it is counted, what stands before and behind. A telling that fails for one value of a slot whatever stands in the
others is a hole (decision 0079).
"""
