# A server that relays to everybody, the sender too.
0 open /
1 open /
0 c {"from":"alice","type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
0 s {"from":"alice","type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 s {"from":"alice","type":"offer","sdp":"$sdp(alice 1 actpass audio)"}
1 c {"from":"bob","type":"answer","sdp":"$sdp(bob 1 active audio)"}
1 s {"from":"bob","type":"answer","sdp":"$sdp(bob 1 active audio)"}
0 s {"from":"bob","type":"answer","sdp":"$sdp(bob 1 active audio)"}
