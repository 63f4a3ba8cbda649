# The answer comes back on another connection; the call's id tells whose it is.
0 open /
1 open /
2 open /
0 c {"call":"c-17","type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
2 c {"call":"c-18","type":"offer","sdp":"$sdp(anna 1 actpass audio)"}
1 s {"call":"c-17","type":"answer","sdp":"$sdp(bob 1 active audio)"}
