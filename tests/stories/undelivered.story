# The server passes two offers on, and only one of the answers back: known when the offerer's connection
# has ended. An answer whose way the capture does not show is no fault.
0 open /
1 open /
2 open /
3 open /
4 open /
0 c {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 s {"type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 c {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
2 c {"type":"offer","sdp":"$sdp(anna 1 actpass audio)"}
3 s {"type":"offer","sdp":"$sdp(anna 1 actpass audio)"}
3 c {"type":"answer","sdp":"$sdp(berta 1 active audio)"}
2 s {"type":"answer","sdp":"$sdp(berta 1 active audio)"}
4 s {"type":"offer","sdp":"$sdp(anton 1 actpass audio)"}
4 c {"type":"answer","sdp":"$sdp(bert 1 active audio)"}
0 end
2 end
4 end
