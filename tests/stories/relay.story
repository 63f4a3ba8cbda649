# One call over a relay: the session is the same on both hops.
0 open /
1 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio video)"}
1 s {"type":"offer","sdp":"$sdp(alice 1 actpass audio video)"}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag alice1","sdpMid":"0","sdpMLineIndex":0}
1 c {"type":"answer","sdp":"$sdp(bob 1 active audio video)"}
1 s {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag alice1","sdpMid":"0","sdpMLineIndex":0}
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio video)"}
0 c {"candidate":"","sdpMid":"0"}
1 s {"candidate":"","sdpMid":"0"}
