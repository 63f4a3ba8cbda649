# Offer after offer.
0 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 2 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 2 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 3 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 3 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 4 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 4 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 5 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 5 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 6 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 6 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 7 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 7 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 8 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 8 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 9 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 9 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 10 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 10 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 11 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 11 active audio)"}
