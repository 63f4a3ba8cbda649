# Offers cross in a call that runs.
0 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 2 actpass audio video)"}
0 s {"type":"offer","sdp":"$sdp(bob 2 actpass audio data)"}
0 s {"type":"answer","sdp":"$sdp(bob 3 active audio video)"}
