# The answers come in the order of the offers, and the newest offer is not the first answered.
0 open /
0 c {"id":"pc-a","type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 c {"id":"pc-b","type":"offer","sdp":"$sdp(anna 1 actpass audio)"}
0 s {"id":"pc-a","type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 s {"id":"pc-b","type":"answer","sdp":"$sdp(carol 1 active audio)"}
