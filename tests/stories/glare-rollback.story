# Offers of both sides cross over a relay; the polite one says that it takes its own back, and answers.
0 open /
1 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 s {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 c {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 2 actpass audio video)"}
1 c {"type":"offer","sdp":"$sdp(bob 2 actpass audio data)"}
0 s {"type":"offer","sdp":"$sdp(bob 2 actpass audio data)"}
1 s {"type":"offer","sdp":"$sdp(alice 2 actpass audio video)"}
1 c {"type":"rollback","sdp":""}
0 s {"type":"rollback","sdp":""}
1 c {"type":"answer","sdp":"$sdp(bob 3 active audio video)"}
0 s {"type":"answer","sdp":"$sdp(bob 3 active audio video)"}
