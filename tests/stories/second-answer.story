# Two peers answer one offer.
0 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 s {"type":"answer","sdp":"$sdp(carol 1 active audio)"}
