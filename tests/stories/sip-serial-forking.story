# One INVITE, which a proxy tries at two ends in turn: an early dialog with each, and the second takes the
# call. Each answer has its own outcome, none of it is an ICE restart, and nothing is wrong.
0 open /
0 c INVITE sip:bob@example.test SIP/2.0\r\nVia: SIP/2.0/WS x.invalid;branch=z9hG4bK1\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>\r\nCall-ID: call1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(alice 1 actpass audio video)
0 s SIP/2.0 183 Session Progress\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=desk\r\nCall-ID: call1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(desk 1 active audio video=0)
0 s SIP/2.0 183 Session Progress\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=cell\r\nCall-ID: call1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(cell 1 active audio video)
0 s SIP/2.0 200 OK\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=cell\r\nCall-ID: call1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(cell 1 active audio video)
0 s SIP/2.0 183 Session Progress\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=desk\r\nCall-ID: call1\r\nCSeq: 1 INVITE\r\nContent-Type: application/sdp\r\n\r\n$sdp(desk 1 active audio video=0)
0 c ACK sip:bob@example.test SIP/2.0\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=cell\r\nCall-ID: call1\r\nCSeq: 1 ACK\r\n\r\n
0 c BYE sip:bob@example.test SIP/2.0\r\nFrom: <sip:alice@example.test>;tag=a1\r\nTo: <sip:bob@example.test>;tag=cell\r\nCall-ID: call1\r\nCSeq: 2 BYE\r\n\r\n
