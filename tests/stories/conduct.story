# Candidates before their description, for no m-line, without a relay; the same offer twice.
0 open /
0 s {"type":"config","iceServers":[{"urls":["turn:turn.example.test"],"username":"u","credential":"c"}]}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag alice1","sdpMid":"0","sdpMLineIndex":0}
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0 ufrag alice1","sdpMid":"7","sdpMLineIndex":7}
0 c {"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host generation 0","sdpMLineIndex":3}
0 c {"candidate":"","sdpMid":"0"}
0 s {"candidate":"","sdpMid":"0"}
