# Both offer at the same time over a relay; one gives in: it was one peer connection all along.
0 open /
1 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 c {"type":"offer","sdp":"$sdp(bob 1 actpass audio)"}
0 s {"type":"offer","sdp":"$sdp(bob 1 actpass audio)"}
1 s {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 c {"type":"answer","sdp":"$sdp(bob 2 active audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 2 active audio)"}
