# A ufrag that no description has; one that an answer explains later; candidates after the end.
0 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag nobody","sdpMid":"0","sdpMLineIndex":0}
0 s {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag bob1","sdpMid":"0","sdpMLineIndex":0}
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 c {"candidate":"","sdpMid":"0"}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag alice1","sdpMid":"0","sdpMLineIndex":0}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag alice1","sdpMid":"1","sdpMLineIndex":1}
0 c {"candidate":null}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag alice1","sdpMid":"1","sdpMLineIndex":1}
