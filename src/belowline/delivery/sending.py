"""Sends what the application has answered."""

from belowline.delivery.revalidation import FOR_THE_FRONT
from belowline.delivery.wsgi_bridge import Answer, Send


async def send_answer(answer: Answer, method: str, send: Send) -> None:
    """Sends it as it is, to a request of this method."""
    headers = [pair for pair in answer.headers if pair[0] not in FOR_THE_FRONT]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer.body})
