# Nobody answers: known when the connection ends, or after five seconds.
0 open /
1 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 c {"type":"offer","sdp":"$sdp(anna 1 actpass audio)"}
0 end
