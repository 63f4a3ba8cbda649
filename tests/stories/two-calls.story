# Two calls interleave on the connections of a relay; the envelope's names tell the answers apart.
0 open /
0 c {"to":"bob","from":"alice","call":"one-1","type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 c {"to":"carol","from":"alice","call":"two-2","type":"offer","sdp":"$sdp(anna 1 actpass audio)"}
0 s {"to":"alice","from":"carol","call":"two-2","type":"answer","sdp":"$sdp(carol 1 active audio)"}
0 s {"to":"alice","from":"bob","call":"one-1","type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 s {"to":"alice","from":"bob","call":"one-1","candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host","sdpMid":"0"}
0 s {"to":"alice","from":"carol","call":"two-2","candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host","sdpMid":"0"}
