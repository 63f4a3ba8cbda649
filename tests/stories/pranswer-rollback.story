# A provisional answer, then the final one; an offer taken back.
0 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 s {"type":"pranswer","sdp":"$sdp(bob 1 active audio)"}
0 s {"type":"answer","sdp":"$sdp(bob 2 active audio)"}
0 c {"type":"offer","sdp":"$sdp(alice 2 actpass audio video)"}
0 c {"type":"rollback","sdp":""}
