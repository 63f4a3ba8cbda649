# A second m-line, hold, resume, an ICE restart answered in full, and one answered by half.
0 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 2 actpass audio video)"}
0 s {"type":"answer","sdp":"$sdp(bob 2 active audio video)"}
0 s {"type":"offer","sdp":"$sdp(bob 3 actpass audio=sendonly video)"}
0 c {"type":"answer","sdp":"$sdp(alice 3 active audio=recvonly video)"}
0 s {"type":"offer","sdp":"$sdp(bob 4 actpass audio video)"}
0 c {"type":"answer","sdp":"$sdp(alice 4 active audio video)"}
0 c {"type":"offer","sdp":"$sdp(alice/2 5 actpass audio video)"}
0 s {"type":"answer","sdp":"$sdp(bob/2 5 active audio video)"}
0 c {"type":"offer","sdp":"$sdp(alice/3 6 actpass audio video)"}
0 s {"type":"answer","sdp":"$sdp(bob/2 6 active audio video)"}
