package io.notificationhub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersWithBodyTest {
    private static final HttpVersion VERSION = HttpVersion.HTTP_1_1;

    @AutoClose
    private final EmbeddedChannel channel = new EmbeddedChannel(new HeadersWithBody());

    @Test
    void aHeadGoesWithTheBeginningOfItsBodyAndIsAwayBeforeForWhoeverWaitsForIt() {
        Object head = new DefaultHttpRequest(VERSION, HttpMethod.POST, "/");
        Object part = new DefaultHttpContent(Unpooled.buffer().writeByte('a'));

        ChannelFuture away = channel.writeOneOutbound(head);
        assertThat(away.isSuccess()).isTrue();
        channel.flushOutbound();
        assertThat(channel.<Object>readOutbound()).isNull();

        channel.writeOutbound(part, LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(channel.<Object>readOutbound()).isSameAs(head);
        assertThat(channel.<Object>readOutbound()).isSameAs(part);
        assertThat(channel.<Object>readOutbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void aMessageWithoutABodyGoesWithItsEnd() {
        Object head = new DefaultHttpRequest(VERSION, HttpMethod.GET, "/");

        channel.writeOutbound(head, LastHttpContent.EMPTY_LAST_CONTENT);

        assertThat(channel.<Object>readOutbound()).isSameAs(head);
        assertThat(channel.<Object>readOutbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void aWholeMessageGoesAtOnce() {
        Object whole = new DefaultFullHttpResponse(VERSION, HttpResponseStatus.OK);

        channel.writeOutbound(whole);

        assertThat(channel.<Object>readOutbound()).isSameAs(whole);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 103})
    void anInterimAnswerIsNotHeldBack(int status) {
        Object interim = new DefaultHttpResponse(VERSION, HttpResponseStatus.valueOf(status));

        channel.writeOutbound(interim);

        assertThat(channel.<Object>readOutbound()).isSameAs(interim);
    }
}
