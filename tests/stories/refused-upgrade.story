# The upgrade is refused, and with it the offer that was in its URL; the next one is refused by nobody.
0 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 refuse 404
1 open /
1 c {"type":"offer","sdp":"$sdp(anna 1 actpass audio)"}
wait 6000
