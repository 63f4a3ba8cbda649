# An offer while only a provisional answer is there; a bye seen on both hops; a leave of another.
0 open /
1 open /
0 c {"call":"c-1","type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 s {"call":"c-1","type":"pranswer","sdp":"$sdp(bob 1 active audio)"}
0 c {"call":"c-1","type":"offer","sdp":"$sdp(alice 2 actpass audio video)"}
0 s {"call":"c-1","type":"answer","sdp":"$sdp(bob 2 active audio video)"}
