# The capture begins in the middle: an answer without its offer is no fault, where nothing shows that
# the connection began within it.
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 s {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag bob1","sdpMid":"0","sdpMLineIndex":0}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag alice1","sdpMid":"0","sdpMLineIndex":0}
