"""A thousand connections at once."""
from case import Conversation

CASES = [
    Conversation("tcp 1000 connections", batch="thousand", program="many.py", listener="pod", pod="listen :: {port}",
                 peer="connect {pod4} {port} 1000"),
]
