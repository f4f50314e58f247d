"""The durable part: one workflow for each dispute.

It tells the story, keeps the diary and hands notices to the postman. What may happen and
what follows is judged in `domain`; what touches the world is done in `activities`.
"""
