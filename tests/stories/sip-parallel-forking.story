# Both ends take the call (RFC 3261 section 13.2.2.4): the second 200 is a dialog of its own, which the caller
# ends with a BYE; the call goes on, is put on hold, and ends.
0 open /
0 c INVITE sip:bob@example.test SIP/2.0\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>\r\nCall-ID: call1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(alice 1 actpass audio)
0 s SIP/2.0 200 OK\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=cell\r\nCall-ID: call1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(cell 1 active audio)
0 s SIP/2.0 200 OK\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=desk\r\nCall-ID: call1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(desk 1 active audio)
0 c ACK sip:bob@example.test SIP/2.0\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=desk\r\nCall-ID: call1\r\nCSeq: 1 ACK\r\n\r\n
0 c BYE sip:bob@example.test SIP/2.0\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=desk\r\nCall-ID: call1\r\nCSeq: 2 BYE\r\n\r\n
0 c INVITE sip:bob@example.test SIP/2.0\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=cell\r\nCall-ID: call1\r\nCSeq: 3 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(alice 2 actpass audio=sendonly)
0 s SIP/2.0 200 OK\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=cell\r\nCall-ID: call1\r\nCSeq: 3 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(cell 2 active audio=recvonly)
0 s BYE sip:alice@example.test SIP/2.0\r\nFrom: <sip:bob@example.test>;tag=cell\r\nTo: <sip:alice@example.test>;tag=a1\r\nCall-ID: call1\r\nCSeq: 1 BYE\r\n\r\n
